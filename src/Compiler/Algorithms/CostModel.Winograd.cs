using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Layouts;

namespace ModelCompiler.Compiler.Algorithms;

/// <content>Winograd's algorithm: the time of its three steps, and how many tiles go through them together.</content>
internal sealed partial class CostModel
{
    // A twentieth is within what the model is wrong by.
    private const double MinimumGain = 0.05;

    /// <summary>
    /// Tiles that go through Winograd's three steps together, about equally many each time. Few, and the transformed tiles stay in
    /// the second-level cache; many, and the filters are read seldom.
    /// </summary>
    public int TileBlock(ConvShape shape, int tileHeight, int tileWidth)
    {
        var products = ProductsOf(shape, tileHeight, tileWidth);
        return DivideUp(products.Tiles, BlockCount(products));
    }

    /// <summary>Transforms, products, and all transformed filters for every block of tiles.</summary>
    private long Winograd(ConvShape shape, int tileHeight, int tileWidth)
    {
        var products = ProductsOf(shape, tileHeight, tileWidth);
        // A transform along one axis only touches n instead of n² values.
        var size = Math.Max(tileHeight + shape.Phases.KernelHeight, tileWidth + shape.Phases.KernelWidth) - 1;
        var transform = machine.TransformOf(size);
        var transforms = products.Tiles * ((products.InputBlocks * transform.Input) + (products.OutputBlocks * transform.Output))
            * products.Positions / (size * size);
        return Round(
            transforms + Time(products, BlockCount(products)) + Gathering(shape) + (machine.ExposedShare * ImageTime(shape)) + machine.StepNanoseconds);
    }

    /// <summary>The phases copied beside each other.</summary>
    public long Gathering(ConvShape shape) => !shape.IsGathered ? 0
        : Copy(2L * shape.Batch * shape.Phases.Count * shape.Inputs * shape.OutputHeight * shape.OutputWidth, true);

    /// <summary>Sums of whole rows, and direct convolutions of one row with every position's filters.</summary>
    private long WinogradColumns(ConvShape shape, int tileHeight)
    {
        var size = tileHeight + shape.KernelHeight - 1;
        var rows = (double)shape.Batch * DivideUp(shape.OutputHeight, tileHeight) * size;
        var outputs = RoundUp(shape.Outputs, ChannelBlock.ForChannels(shape.Outputs));
        var row = RowOf(shape.OutputWidth, outputs);
        var flops = 2.0 * rows * shape.OutputWidth * shape.Inputs * shape.KernelWidth * outputs;
        var compute = (flops * row.Latency / (machine.DirectEfficiency * machine.FlopsPerNanosecond)) + (rows * row.Calls * machine.CallNanoseconds);
        // Per float and position what the transforms of tiles take, in the mean of both.
        var transform = machine.TransformOf(size);
        var perFloat = (transform.Input + transform.Output) / 2 / (size * size * 16);
        var floats = rows * (((shape.OutputWidth + shape.KernelWidth - 1.0) * shape.Inputs) + (shape.OutputWidth * (double)outputs));
        return Round(
            Together(compute, FilterTime(FilterBytes(shape, outputs) * size / shape.KernelHeight) + ImageTime(shape)) + (floats * perFloat)
            + machine.StepNanoseconds);
    }

    // The first of the cheapest counts from many blocks to few, so that no layer takes more scratch than pays.
    private int BlockCount(Products products)
    {
        var most = DivideUp(products.Tiles, (int)Math.Max(1, machine.ScratchBytes / products.ScratchBytes(1)));
        var (best, bestTime) = (most, Time(products, most));
        for (var count = most - 1; count > 0; count--)
            if (Time(products, count) is var time && time < bestTime * (1 - MinimumGain))
                (best, bestTime) = (count, time);
        return best;
    }

    // The first block finds the filters where the network left them, the others where this layer did. Filters are fetched while the
    // products before are computed; tiles that leave the second-level cache are written and read twice.
    private double Time(Products products, int blocks)
    {
        var block = DivideUp(products.Tiles, blocks);
        var row = RowOf(block, products.OutputBlocks * 16);
        var flops = 2.0 * products.Positions * products.Tiles * products.Inputs * products.SeenShare * products.OutputBlocks * 16;
        var compute = (flops * row.Latency / (machine.ProductEfficiency * machine.FlopsPerNanosecond))
            + ((double)products.Positions * blocks * row.Calls * machine.CallNanoseconds);
        var filters = FilterTime(products.FilterBytes) + ((blocks - 1) * products.FilterBytes / machine.BandwidthOf(products.FilterBytes));
        var scratch = products.ScratchBytes(block);
        var spilled = scratch <= machine.ScratchBytes ? 0 : 2.0 * products.ScratchBytes(products.Tiles) / machine.BandwidthOf(scratch);
        return Together(compute, filters) + spilled;
    }

    private static Products ProductsOf(ConvShape shape, int tileHeight, int tileWidth)
    {
        var phases = shape.Phases;
        var (rows, columns) = (tileHeight + phases.KernelHeight - 1, tileWidth + phases.KernelWidth - 1);
        return new(
            rows * columns,
            checked(shape.Batch * DivideUp(shape.OutputHeight, tileHeight) * DivideUp(shape.OutputWidth, tileWidth)),
            shape.Inputs * phases.Count, DivideUp(shape.Outputs, 16))
        {
            SeenShare = shape.IsGathered ? 1 : SeenShare(phases, rows, columns),
        };
    }

    /// <summary>Of the inputs of all phases at all positions, those that are not multiplied with zeros only.</summary>
    private static double SeenShare(Polyphase phases, int rows, int columns)
    {
        double Seen(bool isLastRow, bool isLastColumn) =>
            phases.Seen(isLastRow, isLastColumn) is var (first, end) ? end - first : 0;
        var seen = ((rows - 1) * (columns - 1) * Seen(false, false)) + ((rows - 1) * Seen(false, true))
            + ((columns - 1) * Seen(true, false)) + Seen(true, true);
        return seen / (rows * columns * phases.Count);
    }

    /// <summary>The matrix products of Winograd's algorithm: one per position, of tiles × inputs and inputs × outputs.</summary>
    private sealed record Products(int Positions, int Tiles, int Inputs, int OutputBlocks)
    {
        /// <summary>Of the products, those that are computed.</summary>
        public double SeenShare { get; init; } = 1;

        public int InputBlocks => DivideUp(Inputs, 16);

        public long FilterBytes => (long)Positions * Inputs * OutputBlocks * 16 * sizeof(float);

        /// <summary>Transformed inputs and products of some tiles.</summary>
        public long ScratchBytes(int tiles) => (long)Positions * (InputBlocks + OutputBlocks) * 16 * tiles * sizeof(float);
    }
}
