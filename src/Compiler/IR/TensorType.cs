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

/// <summary>What is known about element types.</summary>
internal static class ElementTypes
{
    /// <summary>Bytes of an element in memory.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Int64 => 8,
        ElementType.Float32 or ElementType.Int32 => 4,
        _ => 1,
    };

    /// <summary>The type of an element in C#.</summary>
    public static string CSharpName(this ElementType type) => type switch
    {
        ElementType.Int64 => "long",
        ElementType.Int32 => "int",
        ElementType.Bool => "bool",
        ElementType.Int8 => "sbyte",
        ElementType.UInt8 => "byte",
        _ => "float",
    };
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
