using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Layouts;

namespace ModelCompiler.Compiler.Algorithms;

/// <summary>Predicts how long the steps of a network take. The formulas and constants stand in docs/algorithms.md.</summary>
/// <param name="weightBytes">
/// The weights of the whole network: between two uses of a filter, all of them pass through the caches.
/// </param>
internal sealed partial class CostModel(MachineModel machine, long weightBytes)
{
    public static CostModel For(Graph graph, MachineModel machine) => new(machine, graph.Nodes
        .Where(node => node.Op is Conv or Gemm or Recurrent).Select(node => node.Inputs[1]!).Where(value => value.IsConstant).Distinct()
        .Sum(value => value.Shape.ElementCount * value.WeightBytes));

    /// <summary>
    /// Nanoseconds of the smallest call that is worth dividing between threads. A phase costs 0.5 to 1 µs, and finds half of its data in
    /// the other core's cache.
    /// </summary>
    public const double SmallestDividedCall = 4000;

    /// <summary>Whether most filters have left the second-level cache when they are used again.</summary>
    public bool HasFarFilters => weightBytes > 2 * machine.L2.Bytes;

    /// <param name="tileHeight">Of Winograd's tiles; 1 for the other methods.</param>
    /// <param name="tileWidth">The same.</param>
    public long Convolution(ConvShape shape, ConvMethod method, int tileHeight = 1, int tileWidth = 1) => method switch
    {
        ConvMethod.Direct => Direct(shape),
        ConvMethod.Depthwise => Depthwise(shape),
        ConvMethod.Planar => Planar(shape),
        ConvMethod.Im2col => Im2col(shape),
        ConvMethod.WinogradColumns => WinogradColumns(shape, tileHeight),
        _ => Winograd(shape, tileHeight, tileWidth),
    };

    /// <summary>2·MACs in lanes that may be empty, and the calls of the tile kernel.</summary>
    private long Direct(ConvShape shape)
    {
        // Half of the last block is left out where no channel is in it.
        var outputs = RoundUp(shape.Outputs, Math.Min(8, ChannelBlock.ForChannels(shape.Outputs)));
        var row = RowOf(shape.OutputWidth, outputs);
        var flops = 2.0 * shape.Macs * outputs / shape.Outputs;
        var rows = (double)shape.Batch * shape.OutputHeight;
        var compute = (flops * row.Latency / (machine.DirectEfficiency * machine.FlopsPerNanosecond))
            + (rows * row.Calls * machine.CallNanoseconds);
        return Round(Together(compute, FilterTime(FilterBytes(shape, outputs)) + ImageTime(shape)) + machine.StepNanoseconds);
    }

    /// <summary>
    /// The direct kernel on pixels of all rows, so that narrow images leave no register idle; every input of every window is written and read
    /// before, and every result moved behind.
    /// </summary>
    private long Im2col(ConvShape shape)
    {
        var outputs = RoundUp(shape.Outputs, ChannelBlock.ForChannels(shape.Outputs));
        var (pixels, taps) = ((double)shape.Batch * shape.OutputHeight * shape.OutputWidth, shape.KernelHeight * shape.KernelWidth);
        var row = RowOf((int)Math.Min(pixels, 4 * machine.Tile.Pixels), outputs);
        var compute = 2.0 * pixels * taps * shape.Inputs * outputs * row.Latency / (machine.DirectEfficiency * machine.FlopsPerNanosecond);
        var moved = ((2.0 * pixels * taps * shape.Inputs) + (2 * pixels * outputs)) * sizeof(float) / machine.L2.BytesPerNanosecond;
        var runs = pixels * DivideUp(shape.Inputs, ChannelBlock.Full) * shape.KernelHeight * machine.CallNanoseconds;
        return Round(Together(compute, FilterTime(FilterBytes(shape, outputs)) + ImageTime(shape)) + moved + runs + machine.StepNanoseconds);
    }

    /// <summary>As the direct convolution: every phase is one.</summary>
    public long Transposed(TransposedShape shape)
    {
        var outputs = RoundUp(shape.Outputs, ChannelBlock.ForChannels(shape.Outputs));
        return Round(
            (2.0 * shape.Macs * outputs / shape.Outputs / (machine.DirectEfficiency * machine.FlopsPerNanosecond)) + machine.StepNanoseconds);
    }

    /// <summary>As many multiply-adds as loads of inputs.</summary>
    private long Depthwise(ConvShape shape)
    {
        var block = ChannelBlock.ForChannels(shape.Outputs);
        var outputs = RoundUp(shape.Outputs, block);
        // Blocks narrower than the vectors leave lanes of the arithmetic idle.
        var lanes = Math.Max(1.0, machine.VectorBits / 32.0 / block);
        var efficiency = shape.StrideWidth == 1 ? machine.DepthwiseEfficiency : machine.StridedDepthwiseEfficiency;
        var compute = 2.0 * shape.Macs * lanes * outputs / shape.Outputs / (efficiency * machine.FlopsPerNanosecond);
        return Round(Together(compute, ImageTime(shape)) + machine.StepNanoseconds);
    }

    /// <summary>Vectors of pixels, which a row may not fill; with a stride they are put together of single floats.</summary>
    private long Planar(ConvShape shape)
    {
        var efficiency = shape.StrideWidth == 1 ? machine.PlanarEfficiency : machine.StridedPlanarEfficiency;
        var compute = shape.Macs * LanesOfTwoRows(shape) / shape.OutputWidth / (efficiency * machine.FlopsPerNanosecond);
        return Round(Together(compute, ImageTime(shape)) + machine.StepNanoseconds);
    }

    /// <summary>
    /// Lanes of the arithmetic that two rows of planar pixels take in the vectors that they fill best: 128 bits at a time are half as fast, and
    /// rows that are shorter stay in memory.
    /// </summary>
    private double LanesOfTwoRows(ConvShape shape)
    {
        var pixels = shape.OutputWidth;
        var best = pixels < 4 ? 16.0 * pixels : 4.0 * RoundUp(pixels, 4);
        for (var lanes = 8; lanes <= machine.VectorBits / 32; lanes *= 2)
        {
            var (whole, rest) = (pixels / lanes, pixels % lanes);
            if (whole > 0)
                best = Math.Min(best, 2 * RoundUp(pixels, lanes));
            // Two rows share the vector of their last pixels, if the registers hold both.
            if (shape is { StrideWidth: 1 } && shape.OutputHeight % 2 == 0 && pixels >= lanes / 2 && rest > 0 && rest <= lanes / 2
                && (2 * whole) + 1 <= (machine.VectorBits == 512 ? 12 : 6))
                best = Math.Min(best, ((2 * whole) + 1) * lanes);
        }

        return best;
    }

    /// <summary>An activation that is no part of the kernel: it goes over the result again.</summary>
    public long Activation(ActivationFunction activation, long elements) =>
        Round(elements / 16.0 * (activation.Kind switch
        {
            ActivationKind.None or ActivationKind.Relu or ActivationKind.Relu6 or ActivationKind.QuantizeSteps => 0,
            ActivationKind.LeakyRelu or ActivationKind.HardSigmoid or ActivationKind.HardSwish => machine.PoolTapNanoseconds,
            _ => machine.FunctionNanoseconds,
        }));

    /// <summary>How a row of pixels is cut into register tiles.</summary>
    /// <param name="Calls">Kernel calls for one row of all output channels.</param>
    /// <param name="Latency">How much slower than at full rate: tiles of few pixels have fewer sums than keep the arithmetic busy.</param>
    private readonly record struct RowCost(double Calls, double Latency);

    private RowCost RowOf(int pixels, int outputs)
    {
        var perTile = (double)pixels / DivideUp(pixels, machine.Tile.Pixels);
        var channels = Math.Min(machine.Tile.Channels, outputs);
        var sums = perTile * channels * 32 / machine.VectorBits;
        return new(
            (double)DivideUp(pixels, machine.Tile.Pixels) * DivideUp(outputs, channels), Math.Max(1, machine.SumsInFlight / Math.Max(1, sums)));
    }

    private static double FilterBytes(ConvShape shape, int outputs) =>
        (double)sizeof(float) * outputs * (shape.Inputs / shape.Group) * shape.KernelHeight * shape.KernelWidth;

    private double FilterTime(double bytes) => bytes / machine.BandwidthOf(Math.Max(bytes, weightBytes));

    /// <summary>Reads the input and writes the output once.</summary>
    private double ImageTime(ConvShape shape) => Traffic(
        ((double)shape.Inputs * shape.InputHeight * shape.InputWidth * shape.Batch)
        + ((double)shape.Outputs * shape.OutputHeight * shape.OutputWidth * shape.Batch));

    private double Traffic(double elements) => elements * sizeof(float) / machine.BandwidthOf(elements * sizeof(float));

    /// <summary>The longer of both, and what it does not hide of the other.</summary>
    private double Together(double compute, double memory) =>
        Math.Max(compute, memory) + (machine.ExposedShare * Math.Min(compute, memory));

    private static long Round(double nanoseconds) => (long)Math.Ceiling(nanoseconds);

    private static int DivideUp(int a, int b) => (a + b - 1) / b;

    internal static int RoundUp(int a, int b) => DivideUp(a, b) * b;
}
