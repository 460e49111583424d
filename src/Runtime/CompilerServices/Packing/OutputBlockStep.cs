namespace ModelCompiler.CompilerServices;

/// <summary>Filters in blocks of outputs, which lie side by side. A part is one block.</summary>
/// <param name="shape">The filters' shape.</param>
/// <param name="places">Where the element (input, tap) of a block's first output goes.</param>
/// <param name="outputBlock">Outputs of a block.</param>
internal abstract class OutputBlockStep(FilterShape shape, int[] places, int outputBlock) : PackingStep
{
    public override int Parts => (Shape.Outputs + outputBlock - 1) / outputBlock;

    public override int Length => Parts * BlockLength;

    protected FilterShape Shape => shape;

    private int BlockLength => Shape.PerOutput * outputBlock;

    public override void Pack(int part, Span<float> destination, PackingScratch scratch) =>
        PackBlock(part, destination.Slice(part * BlockLength, BlockLength), scratch);

    /// <summary>Packs a part into a place of its own.</summary>
    public void PackBlock(int part, Span<float> block, PackingScratch scratch)
    {
        var first = part * outputBlock;
        var count = Math.Min(outputBlock, Shape.Outputs - first);
        FilterRows.Interleave(ReadRows(first, count, scratch), count, places, outputBlock, block);
    }

    /// <summary>The scaled filters of some outputs, one row per output.</summary>
    protected abstract ReadOnlySpan<float> ReadRows(int first, int count, PackingScratch scratch);
}

/// <summary>[M/outputBlock][C/inputBlock][kh][kw][lanes][outputBlock], where the last input block has only its real lanes.</summary>
internal sealed class BlockedStep(FilterSource filters, double[] scale, FilterShape shape, int inputBlock, int outputBlock)
    : OutputBlockStep(shape, Places(shape, inputBlock, outputBlock), outputBlock)
{
    protected override ReadOnlySpan<float> ReadRows(int first, int count, PackingScratch scratch) =>
        FilterRows.Read(filters, scale, Shape, first, count, scratch);

    private static int[] Places(FilterShape shape, int inputBlock, int outputBlock)
    {
        var places = new int[shape.PerOutput];
        var next = 0;
        for (var inputs = 0; inputs < shape.Inputs; inputs += inputBlock)
            for (var tap = 0; tap < shape.PlaneLength; tap++)
                for (var input = inputs; input < Math.Min(inputs + inputBlock, shape.Inputs); input++, next += outputBlock)
                    places[(input * shape.PlaneLength) + tap] = next;
        return places;
    }
}

/// <summary>Filters that are stored input by input, [C, M, kh, kw].</summary>
internal sealed class TransposedStep(FilterSource filters, double[] scale, FilterShape shape, int[] places, int outputBlock)
    : OutputBlockStep(shape, places, outputBlock)
{
    protected override ReadOnlySpan<float> ReadRows(int first, int count, PackingScratch scratch)
    {
        var rows = scratch.Lines(count * Shape.PerOutput);
        for (var input = 0; input < Shape.Inputs; input++)
        {
            var planes = filters.Read(((input * Shape.Outputs) + first) * Shape.PlaneLength, count * Shape.PlaneLength, scratch);
            for (var row = 0; row < count; row++)
                planes.Slice(row * Shape.PlaneLength, Shape.PlaneLength)
                    .CopyTo(rows.Slice((row * Shape.PerOutput) + (input * Shape.PlaneLength)));
        }

        for (var row = 0; row < count && scale.Length > 0; row++)
            FilterRows.Scale(rows.Slice(row * Shape.PerOutput, Shape.PerOutput), scale[first + row]);
        return rows;
    }
}
