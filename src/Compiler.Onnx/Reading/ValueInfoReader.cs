using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Onnx.Protobuf;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>Reads the declared type of a value.</summary>
internal static class ValueInfoReader
{
    /// <summary>The type of an input or output; null if it is wrong, which is reported.</summary>
    /// <param name="isRequired">Whether the type must be given.</param>
    public static OnnxValueInfo? Read(ValueInfoProto value, OnnxPlace place, bool isRequired, ReadContext context)
    {
        if (KindOf(value.Type) is { } kind && (isRequired || value.Type is not null))
            context.Report(Mistake.ValueKindUnsupported, place, kind);
        else if (TryRead(value) is not { } info || (isRequired && info.ElementType == OnnxElementType.Undefined))
            context.Report(
                Mistake.ElementTypeUnsupported, place, OnnxElementTypes.NameOf(value.Type?.TensorType.ElemType ?? 0), OnnxElementTypes.Readable);
        else
            return info;
        return null;
    }

    /// <summary>The type; null if it is no tensor, or one of an element type that ONNX does not have.</summary>
    public static OnnxValueInfo? TryRead(ValueInfoProto value)
    {
        var type = value.Type?.TensorType;
        if ((value.Type is not null && type is null) || OnnxElementTypes.FromNumber(type?.ElemType ?? 0) is not { } element)
            return null;
        return new OnnxValueInfo(value.Name, element, type?.Shape?.Dim.Select(Read).ToEquatableArray());
    }

    /// <summary>What a type is if it is no tensor's.</summary>
    private static string? KindOf(TypeProto? type) => (type?.ValueCase ?? TypeProto.ValueOneofCase.None) switch
    {
        TypeProto.ValueOneofCase.TensorType => null,
        TypeProto.ValueOneofCase.SequenceType => "a sequence",
        TypeProto.ValueOneofCase.MapType => "a map",
        TypeProto.ValueOneofCase.OptionalType => "an optional value",
        TypeProto.ValueOneofCase.SparseTensorType => "a sparse tensor",
        TypeProto.ValueOneofCase.OpaqueType => "opaque",
        _ => "missing",
    };

    // Some exporters write −1 for what they do not know.
    private static OnnxDimension Read(DimensionProto dimension) => dimension.ValueCase switch
    {
        DimensionProto.ValueOneofCase.DimValue when dimension.DimValue >= 0 => OnnxDimension.Of(dimension.DimValue),
        DimensionProto.ValueOneofCase.DimParam when dimension.DimParam.Length > 0 => OnnxDimension.Of(dimension.DimParam),
        _ => default,
    };
}
