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
    // Enough for equal shares of a few threads.
    private const int LongLoop = 16;

    internal override IEnumerable<TensorView> Reads => Operands.OfType<NestOperand.InArena>().Select(operand => operand.View);

    internal override IEnumerable<TensorView> Writes => [Destination];

    /// <summary>The loop that is divided: the outermost long one, else the longest. -1 where none runs more than once.</summary>
    internal int DividedAxis
    {
        get
        {
            var extents = Extents.ToList();
            var axis = extents.FindIndex(extent => extent >= LongLoop);
            return axis >= 0 ? axis : extents.FindIndex(extent => extent > 1 && extent == extents.Max());
        }
    }

    // Lanes behind the last channel are cleared for all elements at once.
    internal override bool IsSplit => DividedAxis >= 0 && Destination.Geometry.LastLanes == Destination.Geometry.Block;

    public override int WorkItems => IsSplit ? Extents[DividedAxis] : 1;
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
