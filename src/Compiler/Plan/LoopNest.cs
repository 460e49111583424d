using System.Text;
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
/// <param name="VectorAxis">The axis along which a vector of elements is computed at once; −1 where they are computed one by one.</param>
/// <param name="VectorTerm">
/// The loop of the reductions along which a vector of terms is combined at once, where elements are computed one by one; −1 where there is
/// none.
/// </param>
internal sealed record LoopNest(
    string Name, string Operator, EquatableArray<NestOperand> Operands, TensorView Destination, EquatableArray<int> Extents,
    EquatableArray<int> Strides, Expression Body, int VectorAxis, int VectorTerm) : KernelCall(Name)
{
    /// <summary>
    /// Elements of a vector: eight floats, 256 bits. Loops that move as much as they compute gain nothing from wider ones.
    /// </summary>
    public const int VectorLength = 8;

    // Enough for equal shares of a few threads.
    private const int LongLoop = 16;

    /// <summary>Whether vectors are computed: of elements, or of terms of a reduction.</summary>
    public bool IsVectorised => VectorAxis >= 0 || VectorTerm >= 0;

    /// <summary>Whether vectors have the function, with the same results as single numbers.</summary>
    public static bool HasVectors(UnaryFunction function) => function is
        UnaryFunction.Negate or UnaryFunction.Absolute or UnaryFunction.SquareRoot or UnaryFunction.Floor or UnaryFunction.Ceiling
        or UnaryFunction.Round or UnaryFunction.Sign or UnaryFunction.Exponential or UnaryFunction.Logarithm
        or UnaryFunction.HyperbolicTangent or UnaryFunction.Sigmoid or UnaryFunction.Softplus or UnaryFunction.Error;

    /// <inheritdoc cref="HasVectors(UnaryFunction)"/>
    public static bool HasVectors(BinaryFunction function) => function is
        BinaryFunction.Add or BinaryFunction.Subtract or BinaryFunction.Multiply or BinaryFunction.Divide
        or BinaryFunction.Minimum or BinaryFunction.Maximum;

    internal override IEnumerable<TensorView> Reads => Operands.OfType<NestOperand.InArena>().Select(operand => operand.View);

    internal override IEnumerable<TensorView> Writes => [Destination];

    internal override IEnumerable<PackedTensor> Constants => Operands.OfType<NestOperand.InWeights>().Select(operand => operand.Tensor);

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

    // Plans are hashed by what their records print, which must not depend on the culture, as the sign of −1 does.
    protected override bool PrintMembers(StringBuilder builder)
    {
        base.PrintMembers(builder);
        builder.Append(FormattableString.Invariant(
            $", Operator = {Operator}, Operands = {Operands}, Destination = {Destination}, Extents = {Extents}, Strides = {Strides}, "));
        builder.Append(FormattableString.Invariant(
            $"Body = {Body}, VectorAxis = {VectorAxis}, VectorTerm = {VectorTerm}, IsVectorised = {IsVectorised}"));
        return true;
    }
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
