using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.IR;

/// <summary>Element types of ONNX that the compiler works with.</summary>
internal enum ElementType
{
    Float32,
    Int64,
    Int32,
    Bool,
    Int8,
    UInt8,
}

/// <summary>The dimensions of a tensor, rank 0 to 8, outermost first (N, C, H, W for images).</summary>
internal readonly record struct TensorShape(EquatableArray<int> Dimensions)
{
    public const int MaximumRank = 8;

    public int Rank => Dimensions.Count;

    public int this[int axis] => Dimensions[axis];

    /// <summary>Number of elements. A shape is checked against overflow where it enters the graph.</summary>
    public long ElementCount => Dimensions.Aggregate(1L, (product, dimension) => checked(product * dimension));

    public static TensorShape Of(params int[] dimensions) => new(new EquatableArray<int>(dimensions));

    public override string ToString() => Dimensions.ToString();
}

/// <summary>Element type and shape of a value; per-axis quantisation parameters would stand here too.</summary>
internal sealed record TensorType(ElementType Element, TensorShape Shape)
{
    public static TensorType Float(params int[] dimensions) => new(ElementType.Float32, TensorShape.Of(dimensions));

    public override string ToString() => $"{Element}{Shape}";
}
