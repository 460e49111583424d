namespace ModelCompiler;

/// <summary>
/// Checks that the tensors of a safetensors file and its bytes fit one another, before anything of their size is
/// allocated.
/// </summary>
internal static class SafetensorsLayout
{
    /// <summary>
    /// The entries in the order of their bytes, which cover <paramref name="dataLength"/> without holes or overlaps.
    /// </summary>
    /// <exception cref="WeightFormatException">They do not.</exception>
    public static List<SafetensorsEntry> Order(List<SafetensorsEntry> entries, long dataLength)
    {
        foreach (var entry in entries)
            RequireSize(entry, dataLength);
        var ordered = entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End).ToList();
        var end = 0L;
        foreach (var entry in ordered)
        {
            if (entry.Begin != end)
                throw Misplaced(entry, end);
            end = entry.End;
        }
        if (end != dataLength)
            throw new WeightFormatException(
                $"The tensors of the safetensors file end at byte {end} of its data; expected {dataLength}, the end of the file. "
                + "Something was appended or a tensor is missing in the header; save the file again.");
        return ordered;
    }

    private static void RequireSize(SafetensorsEntry entry, long dataLength)
    {
        var name = WeightErrors.Quote(entry.Name);
        if (entry.Begin > entry.End || entry.End > dataLength)
            throw new WeightFormatException(
                $"Tensor {name} lies at bytes {entry.Begin} to {entry.End}; expected a range within the {dataLength} bytes of data "
                + "that the file holds. The file is truncated or damaged; download or save it again.")
            {
                Fault = entry.Begin > entry.End ? WeightFault.Damaged : WeightFault.Truncated,
            };
        var expected = (long)TensorSize.Length(entry.Name, entry.Shape.AsSpan(), entry.ElementType ?? WeightElementType.Float32)
            * (entry.ElementType is { } elementType ? TensorSize.ElementBytes(elementType) : sizeof(long));
        if (entry.End - entry.Begin != expected)
            throw new WeightFormatException(
                $"Tensor {name} of shape {WeightErrors.Shape(entry.Shape)} and type {entry.ElementType?.ToString() ?? "I64"} needs {expected} bytes; "
                + $"found {entry.End - entry.Begin}. The header is damaged; save the file again.");
    }

    private static WeightFormatException Misplaced(SafetensorsEntry entry, long expected)
    {
        var fault = entry.Begin < expected ? "overlaps another tensor" : "leaves a hole before it";
        return new WeightFormatException(
            $"Tensor {WeightErrors.Quote(entry.Name)} starts at byte {entry.Begin} and {fault}; expected {expected}. "
            + "The header is damaged; save the file again.");
    }
}
