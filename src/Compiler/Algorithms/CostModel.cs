using ModelCompiler.Compiler.Layouts;

namespace ModelCompiler.Compiler.Algorithms;

/// <summary>Predicts the time of a layer. The formulas and constants stand in docs/algorithms.md.</summary>
internal sealed class CostModel(MachineModel machine)
{
    // Nanoseconds per tile and 16 channels, measured with AVX-512 at 3.75 GHz: 13, 26–40, 53–84 for the input transforms of
    // F2, F4, F6 and 10, 28, 45–77 for the output transforms.
    private static readonly (double Input, double Output) TransformF2 = (13, 10);
    private static readonly (double Input, double Output) TransformF4 = (30, 28);
    private static readonly (double Input, double Output) TransformF6 = (65, 60);

    // A twentieth is within what the model is wrong by.
    private const double MinimumGain = 0.05;

    /// <summary>
    /// Nanoseconds of the smallest call that is worth dividing between threads. A phase costs 0.5 to 1 µs, and finds half of its data in
    /// the other core's cache.
    /// </summary>
    public const double SmallestDividedCall = 4000;

    /// <summary>2·MACs at the direct kernel's share of the peak; lanes without a channel are computed too.</summary>
    public long Direct(ConvShape shape)
    {
        var wasted = (double)RoundUp(shape.Outputs, ChannelBlock.ForChannels(shape.Outputs)) / shape.Outputs;
        return Round(2.0 * shape.Macs * wasted / (machine.DirectEfficiency * machine.FlopsPerNanosecond));
    }

    /// <summary>As <see cref="Direct"/>: every phase is a direct convolution.</summary>
    public long Transposed(TransposedShape shape)
    {
        var wasted = (double)RoundUp(shape.Outputs, ChannelBlock.ForChannels(shape.Outputs)) / shape.Outputs;
        return Round(2.0 * shape.Macs * wasted / (machine.DirectEfficiency * machine.FlopsPerNanosecond));
    }

    /// <summary>One multiply-add per loaded vector: two thirds of the direct kernel's rate (86 % of peak at stride 1, 45 % at 2).</summary>
    public long Depthwise(ConvShape shape) =>
        Round(2.0 * shape.Macs / ((shape.StrideWidth == 1 ? 0.8 : 0.45) * machine.FlopsPerNanosecond));

    /// <summary>Loads and stores its sums for every tap: an eighth of the peak at stride 1, scalar otherwise.</summary>
    public long Planar(ConvShape shape) =>
        Round(2.0 * shape.Macs / ((shape.StrideWidth == 1 ? 0.125 : 0.02) * machine.FlopsPerNanosecond));

    /// <summary>
    /// T·(C/16·input + M/16·output) + max(2·n²·T·C·M/(GEMM's share of the peak), bytes of filters · tile blocks/bandwidth)
    /// + bytes of tiles beyond the second-level cache/bandwidth.
    /// </summary>
    public long Winograd(ConvShape shape, int tileHeight, int tileWidth)
    {
        var products = ProductsOf(shape, tileHeight, tileWidth);
        var (input, output) = TransformCost(
            Math.Max(tileHeight + shape.KernelHeight, tileWidth + shape.KernelWidth) - 1, products.Positions);
        var transforms = products.Tiles * ((products.InputBlocks * input) + (products.OutputBlocks * output)) * machine.TransformScale;
        return Round(transforms + Time(products, BlockCount(products)));
    }

    /// <summary>
    /// Tiles that go through Winograd's three steps together, about equally many each time. Few, and the transformed tiles stay in
    /// the second-level cache; many, and the filters are read seldom.
    /// </summary>
    public int TileBlock(ConvShape shape, int tileHeight, int tileWidth)
    {
        var products = ProductsOf(shape, tileHeight, tileWidth);
        return DivideUp(products.Tiles, BlockCount(products));
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

    // Filters are fetched while the products before are computed, which hides about half of the shorter time: 512 channels at 28×28
    // take 8.4 ms of products and 1.9 ms of memory for each reading of the filters, and took 12.6 ms with one reading. Tiles that leave the
    // second-level cache are written and read twice.
    private double Time(Products products, int blocks)
    {
        var block = DivideUp(products.Tiles, blocks);
        var flops = 2.0 * products.Positions * products.Tiles * products.Inputs * products.OutputBlocks * 16;
        var filters = (double)products.FilterBytes * blocks / Bandwidth(products.FilterBytes);
        var scratch = products.ScratchBytes(block);
        var spilled = scratch <= machine.ScratchBytes ? 0 : 2.0 * products.ScratchBytes(products.Tiles) / Bandwidth(scratch);
        var arithmetic = flops / (machine.GemmEfficiency * machine.FlopsPerNanosecond);
        return Math.Max(arithmetic, filters) + (Math.Min(arithmetic, filters) / 2) + spilled;
    }

    private double Bandwidth(long bytes) =>
        bytes <= machine.LastLevelBytes ? machine.CacheBytesPerNanosecond : machine.MemoryBytesPerNanosecond;

    private static Products ProductsOf(ConvShape shape, int tileHeight, int tileWidth) => new(
        (tileHeight + shape.KernelHeight - 1) * (tileWidth + shape.KernelWidth - 1),
        checked(shape.Batch * DivideUp(shape.OutputHeight, tileHeight) * DivideUp(shape.OutputWidth, tileWidth)),
        shape.Inputs, DivideUp(shape.Outputs, 16));

    /// <summary>A dense layer reads each weight once.</summary>
    public long Dense(long weights) => Round(weights * sizeof(float) / machine.CacheBytesPerNanosecond);

    // A transform along one axis only touches n instead of n² values.
    private static (double Input, double Output) TransformCost(int size, int positions)
    {
        var (input, output) = size switch { 4 => TransformF2, 6 => TransformF4, _ => TransformF6 };
        var share = (double)positions / (size * size);
        return (input * share, output * share);
    }

    /// <summary>What only moves data is as slow as the cache.</summary>
    public double Memory(double bytes) => bytes / machine.CacheBytesPerNanosecond;

    /// <summary>Scalar code: about an operation per nanosecond.</summary>
    public static double LoopNest(double operations) => operations;

    /// <summary>The matrix products of Winograd's algorithm: one per position, of tiles × inputs and inputs × outputs.</summary>
    private sealed record Products(int Positions, int Tiles, int Inputs, int OutputBlocks)
    {
        public int InputBlocks => DivideUp(Inputs, 16);

        public long FilterBytes => (long)Positions * Inputs * OutputBlocks * 16 * sizeof(float);

        /// <summary>Transformed inputs and products of some tiles.</summary>
        public long ScratchBytes(int tiles) => (long)Positions * (InputBlocks + OutputBlocks) * 16 * tiles * sizeof(float);
    }

    private static long Round(double nanoseconds) => (long)Math.Ceiling(nanoseconds);

    private static int DivideUp(int a, int b) => (a + b - 1) / b;

    private static int RoundUp(int a, int b) => DivideUp(a, b) * b;
}
