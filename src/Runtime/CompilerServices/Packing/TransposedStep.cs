namespace ModelCompiler.CompilerServices;

/// <summary>
/// Filters that are stored input by input, [C, M, kh, kw], in blocks of outputs: the element (input, tap) of a block's first output goes
/// to its place. A part is one block.
/// </summary>
internal sealed class TransposedStep(FilterSource filters, double[] scale, FilterShape shape, int[] places, int outputBlock) : PackingStep
{
    public override int Parts => (shape.Outputs + outputBlock - 1) / outputBlock;

    public override int Length => Parts * BlockLength;

    private int BlockLength => shape.PerOutput * outputBlock;

    public override void Pack(int part, Span<float> destination, PackingScratch scratch)
    {
        var first = part * outputBlock;
        var count = Math.Min(outputBlock, shape.Outputs - first);
        var rows = scratch.Lines(count * shape.PerOutput);
        for (var input = 0; input < shape.Inputs; input++)
        {
            var planes = filters.Read(((input * shape.Outputs) + first) * shape.PlaneLength, count * shape.PlaneLength, scratch);
            for (var row = 0; row < count; row++)
                planes.Slice(row * shape.PlaneLength, shape.PlaneLength)
                    .CopyTo(rows.Slice((row * shape.PerOutput) + (input * shape.PlaneLength)));
        }

        for (var row = 0; row < count && scale.Length > 0; row++)
            FilterRows.Scale(rows.Slice(row * shape.PerOutput, shape.PerOutput), scale[first + row]);
        FilterRows.Interleave(rows, count, places, outputBlock, destination.Slice(part * BlockLength, BlockLength));
    }
}
