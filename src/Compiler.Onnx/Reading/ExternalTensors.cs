using System.Globalization;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Compiler.Weights;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>Reads the data of tensors that stands in files beside the model.</summary>
internal sealed class ExternalTensors(IExternalData files)
{
    // Ranges may overlap, so that a small model over one large file could ask for any amount of memory.
    private const long MaximumBytes = 1L << 32;

    private readonly Dictionary<(string Location, long Offset, int Length), byte[]> _ranges = [];
    private long _bytes;

    /// <summary>The data of a tensor; null if there is something wrong with it, which is reported.</summary>
    /// <param name="length">How many bytes the tensor's shape needs.</param>
    public ReadOnlyMemory<byte>? Read(TensorProto tensor, OnnxPlace place, int length, ReadContext context)
    {
        var entries = tensor.ExternalData.DistinctBy(entry => entry.Key).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        var location = entries.GetValueOrDefault("location", "");
        if (DataFilePath.FindFault(location) is { } fault)
        {
            context.Report(Mistake.ExternalLocation, place, location, fault);
            return null;
        }

        if (Number(entries, "offset", 0, "a number of bytes from 0", place, context) is not { } offset
            || Number(entries, "length", length, $"{length}, the bytes that the shape needs", place, context) is not { } stated)
            return null;
        if (stated == length)
            return length == 0 ? ReadOnlyMemory<byte>.Empty : ReadRange((location, offset, length), place, context);
        context.Report(Mistake.ExternalEntry, place, "length", stated, $"{length}, the bytes that the shape needs");
        return null;
    }

    private static long? Number(
        Dictionary<string, string> entries, string key, long absent, string expected, OnnxPlace place, ReadContext context)
    {
        if (!entries.TryGetValue(key, out var text))
            return absent;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        context.Report(Mistake.ExternalEntry, place, key, text, expected);
        return null;
    }

    private ReadOnlyMemory<byte>? ReadRange((string Location, long Offset, int Length) range, OnnxPlace place, ReadContext context)
    {
        // Tied weights: several tensors may be the same bytes.
        if (_ranges.TryGetValue(range, out var known))
            return known;
        try
        {
            if (_bytes + range.Length > MaximumBytes)
                throw new IOException($"all tensors together have more than {MaximumBytes} bytes of external data");
            var bytes = files.Read(range.Location, range.Offset, range.Length);
            _bytes += range.Length;
            return _ranges[range] = bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            context.Report(Mistake.ExternalUnreadable, place, range.Location, exception.Message.TrimEnd('.'));
            return null;
        }
    }
}
