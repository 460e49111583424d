using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Compiler.Shapes;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>Reads tensors: their type, their shape, and their data from wherever it is. Nothing is allocated for data that is not there.</summary>
internal sealed class TensorReader(ReadContext context)
{
    /// <summary>The tensor; null if it is wrong, which is reported.</summary>
    public OnnxTensor? Read(TensorProto tensor, OnnxPlace place)
    {
        if (ReadType(tensor, place) is not { } type || ReadCount(tensor, type, place) is not { } count)
            return null;
        if (tensor.Segment is not null)
        {
            context.Report(Mistake.TensorSegment, place);
            return null;
        }

        return ReadBytes(tensor, type, count, place) is { } bytes
            ? new OnnxTensor(tensor.Name, type, tensor.Dims.ToEquatableArray(), bytes)
            : null;
    }

    private OnnxElementType? ReadType(TensorProto tensor, OnnxPlace place)
    {
        if (OnnxElementTypes.FromNumber(tensor.DataType) is { } type && type.Size() > 0)
            return type;
        context.Report(Mistake.ElementTypeUnsupported, place, OnnxElementTypes.NameOf(tensor.DataType), OnnxElementTypes.Readable);
        return null;
    }

    private int? ReadCount(TensorProto tensor, OnnxElementType type, OnnxPlace place)
    {
        var negative = tensor.Dims.ToList().FindIndex(dimension => dimension < 0);
        if (negative >= 0)
        {
            context.Report(Mistake.DimensionNegative, negative, place, tensor.Dims[negative]);
            return null;
        }

        var limit = Math.Min(SizeLimits.MaximumElements, Array.MaxLength / type.Size());
        if (SizeLimits.Allow(tensor.Dims) && tensor.Dims.Aggregate(1L, (product, dimension) => product * dimension) is var count && count <= limit)
            return (int)count;
        context.Report(Mistake.TensorTooLarge, ShapeText(tensor), place, limit);
        return null;
    }

    private ReadOnlyMemory<byte>? ReadBytes(TensorProto tensor, OnnxElementType type, int count, OnnxPlace place)
    {
        var fields = new TensorFields(tensor, type);
        if (fields.Present.Count > 1)
            context.Report(Mistake.TensorDataTwice, place, string.Join(" and ", fields.Present));
        else if (fields.IsExternal)
            return context.External.Read(tensor, place, count * type.Size(), context);
        else if (fields.Present is [var field] && field != TensorFields.Raw && field != fields.Typed)
            context.Report(Mistake.TensorField, place, field, type.Name(), fields.Typed);
        else
            return ReadOwnBytes(tensor, fields, count, place);
        return null;
    }

    private ReadOnlyMemory<byte>? ReadOwnBytes(TensorProto tensor, TensorFields fields, int count, OnnxPlace place)
    {
        var isTyped = fields.Present is [var field] && field == fields.Typed;
        var (found, needed, unit) = isTyped
            ? (fields.TypedCount, count, "values")
            : (tensor.RawData.Length, count * fields.Type.Size(), "bytes");
        if (found != needed)
        {
            context.Report(Mistake.TensorSize, place, $"{found} {unit}", ShapeText(tensor), fields.Type.Name(), $"{needed} {unit}");
            return null;
        }

        return isTyped ? TypedData.Encode(tensor, fields.Type, place, context) : tensor.RawData.Memory;
    }

    private static string ShapeText(TensorProto tensor) => $"[{string.Join(",", tensor.Dims)}]";
}
