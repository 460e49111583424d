namespace ModelCompiler.Compiler.Onnx;

/// <summary>The element types of ONNX, under the numbers that files use.</summary>
internal enum OnnxElementType
{
    Undefined = 0,
    Float32 = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    String = 8,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    UInt32 = 12,
    UInt64 = 13,
    Complex64 = 14,
    Complex128 = 15,
    BFloat16 = 16,
    Float8E4M3FN = 17,
    Float8E4M3FNUZ = 18,
    Float8E5M2 = 19,
    Float8E5M2FNUZ = 20,
    UInt4 = 21,
    Int4 = 22,
    Float4E2M1 = 23,
    Float8E8M0 = 24,
    UInt2 = 25,
    Int2 = 26,
}

/// <summary>What is known about element types.</summary>
internal static class OnnxElementTypes
{
    /// <summary>The types that tensors are read in, for messages.</summary>
    public static string Readable { get; } =
        string.Join(", ", Enum.GetValues<OnnxElementType>().Where(type => type.Size() > 0).Select(type => type.Name()));

    /// <summary>The type of a number in a file; null for one that ONNX did not have when this was written.</summary>
    public static OnnxElementType? FromNumber(int number) =>
        Enum.IsDefined((OnnxElementType)number) ? (OnnxElementType)number : null;

    /// <summary>How messages call a type by its number in a file.</summary>
    public static string NameOf(int number) => FromNumber(number)?.Name() ?? $"number {number}";

    /// <summary>The type's name in lower case, such as <c>float32</c>.</summary>
    public static string Name(this OnnxElementType type) => type.ToString().ToLowerInvariant();

    /// <summary>Bytes of one element; 0 for the types whose tensors are not read.</summary>
    public static int Size(this OnnxElementType type) => type switch
    {
        OnnxElementType.Bool or OnnxElementType.Int8 or OnnxElementType.UInt8 => 1,
        OnnxElementType.Float16 or OnnxElementType.BFloat16 or OnnxElementType.Int16 or OnnxElementType.UInt16 => 2,
        OnnxElementType.Float32 or OnnxElementType.Int32 or OnnxElementType.UInt32 => 4,
        OnnxElementType.Double or OnnxElementType.Int64 or OnnxElementType.UInt64 => 8,
        _ => 0,
    };
}
