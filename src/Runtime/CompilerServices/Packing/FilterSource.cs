using System.ComponentModel;

namespace ModelCompiler.CompilerServices;

/// <summary>Filters [M, …] before they are packed: a stored tensor, or numbers that stand in the model itself.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FilterSource
{
    private readonly StoredTensor? _tensor;
    private readonly float[] _literal = [];

    internal FilterSource(StoredTensor tensor) => _tensor = tensor;

    internal FilterSource(float[] literal) => _literal = literal;

    /// <summary>The values from <paramref name="start"/>, where they lie or, if they have to be decoded, in scratch.</summary>
    internal ReadOnlySpan<float> Read(int start, int length, PackingScratch scratch) =>
        _tensor is null ? _literal.AsSpan(start, length)
        : _tensor.Info.ElementType == WeightElementType.Float32 ? _tensor.Floats.Slice(start, length)
        : Decode(_tensor, start, scratch.Stored(length));

    /// <summary>Throws unless all values are numbers of bfloat16.</summary>
    /// <exception cref="WeightFormatException">One is another number.</exception>
    internal void RequireShort()
    {
        if (_tensor is null || _tensor.Info.ElementType == WeightElementType.BFloat16)
            return;
        var values = Read(0, _tensor.Info.Length, new PackingScratch());
        if (ElementBits.IndexOfLowerHalf(values) is >= 0 and var index)
            throw WeightErrors.NotShort(_tensor.Info, index, values[index]);
    }

    private static ReadOnlySpan<float> Decode(StoredTensor tensor, int start, Span<float> destination)
    {
        tensor.CopyTo(start, destination);
        return destination;
    }
}
