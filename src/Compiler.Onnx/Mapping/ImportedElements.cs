using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>What the element types of ONNX become.</summary>
internal static class ImportedElements
{
    /// <summary>
    /// The type that values of a model have: every floating-point type becomes float32. Null for integers that there are no kernels
    /// for, and for what is no number.
    /// </summary>
    public static ElementType? AtRunTime(OnnxElementType type) => type switch
    {
        OnnxElementType.Float32 or OnnxElementType.Double or OnnxElementType.Float16 or OnnxElementType.BFloat16 => ElementType.Float32,
        OnnxElementType.Int64 => ElementType.Int64,
        OnnxElementType.Int32 => ElementType.Int32,
        OnnxElementType.Bool => ElementType.Bool,
        OnnxElementType.Int8 => ElementType.Int8,
        OnnxElementType.UInt8 => ElementType.UInt8,
        _ => null,
    };

    /// <summary>The type that constants are read in: integers of other widths become int64, which holds them.</summary>
    public static ElementType? OfConstant(OnnxElementType type) => type switch
    {
        OnnxElementType.Int16 or OnnxElementType.UInt16 or OnnxElementType.UInt32 or OnnxElementType.UInt64 => ElementType.Int64,
        _ => AtRunTime(type),
    };
}
