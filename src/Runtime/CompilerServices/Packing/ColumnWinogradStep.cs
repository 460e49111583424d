namespace ModelCompiler.CompilerServices;

/// <summary>Filters whose columns are transformed, as <see cref="ColumnFilters"/> says. A part is a block of outputs.</summary>
internal sealed class ColumnWinogradStep(FilterSource filters, double[] scale, FilterShape shape, int tileHeight, int inputBlock, int outputBlock)
    : PackingStep
{
    private readonly ColumnFilters _packing = new(shape, tileHeight, inputBlock, outputBlock);

    public override int Parts => _packing.Blocks;

    public override int Length => _packing.Length;

    public override void Pack(int part, Span<float> destination, PackingScratch scratch)
    {
        var first = part * outputBlock;
        var count = Math.Min(outputBlock, shape.Outputs - first);
        _packing.Pack(part, filters.Read(first * shape.PerOutput, count * shape.PerOutput, scratch), scale, destination);
    }
}
