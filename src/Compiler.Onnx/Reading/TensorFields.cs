using ModelCompiler.Compiler.Onnx.Protobuf;

namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>Which of its many data fields a tensor uses, and which it may use.</summary>
internal readonly struct TensorFields(TensorProto tensor, OnnxElementType type)
{
    public const string Raw = "raw_data";

    public OnnxElementType Type { get; } = type;

    public bool IsExternal { get; } = tensor.DataLocation == TensorProto.Types.DataLocation.External;

    /// <summary>The fields that hold anything. An external tensor counts as one.</summary>
    public IReadOnlyList<string> Present { get; } =
    [
        .. new[]
        {
            ("external_data", tensor.DataLocation == TensorProto.Types.DataLocation.External ? 1 : 0),
            (Raw, tensor.RawData.Length),
            ("float_data", tensor.FloatData.Count),
            ("double_data", tensor.DoubleData.Count),
            ("int32_data", tensor.Int32Data.Count),
            ("int64_data", tensor.Int64Data.Count),
            ("uint64_data", tensor.Uint64Data.Count),
        }.Where(field => field.Item2 > 0).Select(field => field.Item1),
    ];

    /// <summary>The typed field for elements of this type.</summary>
    public string Typed => Type switch
    {
        OnnxElementType.Float32 => "float_data",
        OnnxElementType.Double => "double_data",
        OnnxElementType.Int64 => "int64_data",
        OnnxElementType.UInt32 or OnnxElementType.UInt64 => "uint64_data",
        _ => "int32_data",
    };

    /// <summary>How many values the typed field holds.</summary>
    public int TypedCount => Type switch
    {
        OnnxElementType.Float32 => tensor.FloatData.Count,
        OnnxElementType.Double => tensor.DoubleData.Count,
        OnnxElementType.Int64 => tensor.Int64Data.Count,
        OnnxElementType.UInt32 or OnnxElementType.UInt64 => tensor.Uint64Data.Count,
        _ => tensor.Int32Data.Count,
    };
}
