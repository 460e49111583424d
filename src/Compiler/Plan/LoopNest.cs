using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Plan;

/// <summary>
/// An operator without a kernel of its own: loops over the elements of the result, each of which an expression gives.
/// </summary>
/// <param name="Operator">The operator's name.</param>
/// <param name="Extents">How often each loop runs, one for each axis of the result.</param>
/// <param name="Strides">Elements of the destination between neighbours along each axis.</param>
/// <param name="Body">An element; loads number <paramref name="Operands"/>.</param>
internal sealed record LoopNest(
    string Name, string Operator, EquatableArray<NestOperand> Operands, TensorView Destination, EquatableArray<int> Extents,
    EquatableArray<int> Strides, Expression Body) : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Reads => Operands.OfType<NestOperand.InArena>().Select(operand => operand.View);

    internal override IEnumerable<TensorView> Writes => [Destination];
}

/// <summary>What a loop nest loads from.</summary>
/// <param name="Strides">Elements between neighbours along each axis.</param>
internal abstract record NestOperand(ElementType Element, EquatableArray<int> Strides)
{
    /// <summary>A tensor of the arena.</summary>
    internal sealed record InArena(TensorView View, EquatableArray<int> Strides) : NestOperand(View.Element, Strides);

    /// <summary>Floats of the packed weights.</summary>
    internal sealed record InWeights(PackedTensor Tensor, EquatableArray<int> Strides)
        : NestOperand(ElementType.Float32, Strides);

    /// <summary>Integers that stand in the generated code.</summary>
    internal sealed record Table(EquatableArray<long> Values, ElementType Element, EquatableArray<int> Strides)
        : NestOperand(Element, Strides);
}
