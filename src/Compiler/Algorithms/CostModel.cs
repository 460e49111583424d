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

    /// <summary>2·MACs at the direct kernel's share of the peak; lanes without a channel are computed too.</summary>
    public long Direct(ConvShape shape)
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
    /// T·(C/16·input + M/16·output) + max(2·n²·T·C·M/(GEMM's share of the peak), bytes of filters per tile block/bandwidth).
    /// </summary>
    public long Winograd(ConvShape shape, int tileHeight, int tileWidth)
    {
        var positions = (tileHeight + shape.KernelHeight - 1) * (tileWidth + shape.KernelWidth - 1);
        var tiles = (double)shape.Batch * DivideUp(shape.OutputHeight, tileHeight) * DivideUp(shape.OutputWidth, tileWidth);
        var (inputBlocks, outputBlocks) = (DivideUp(shape.Inputs, 16), DivideUp(shape.Outputs, 16));
        var (input, output) = TransformCost(Math.Max(tileHeight, tileWidth), positions);
        var transforms = tiles * ((inputBlocks * input) + (outputBlocks * output)) * machine.TransformScale;
        var flops = 2.0 * positions * tiles * shape.Inputs * outputBlocks * 16;
        var passes = Math.Ceiling(tiles / TileBlock(positions, inputBlocks, outputBlocks));
        var filterBytes = (double)positions * shape.Inputs * outputBlocks * 16 * sizeof(float) * passes;
        return Round(transforms + Math.Max(
            flops / (machine.GemmEfficiency * machine.FlopsPerNanosecond), filterBytes / machine.CacheBytesPerNanosecond));
    }

    /// <summary>Tiles whose transforms fill the scratch: n²·(C + M)·tiles·4 bytes.</summary>
    public int TileBlock(int positions, int inputBlocks, int outputBlocks) =>
        Math.Max(1, machine.ScratchBytes / (positions * (inputBlocks + outputBlocks) * 16 * sizeof(float)));

    /// <summary>A dense layer reads each weight once.</summary>
    public long Dense(long weights) => Round(weights * sizeof(float) / machine.CacheBytesPerNanosecond);

    // A transform along one axis only touches n instead of n² values.
    private static (double Input, double Output) TransformCost(int tile, int positions)
    {
        var (input, output) = tile switch { 2 => TransformF2, 4 => TransformF4, _ => TransformF6 };
        var share = (double)positions / ((tile + 2) * (tile + 2));
        return (input * share, output * share);
    }

    private static long Round(double nanoseconds) => (long)Math.Ceiling(nanoseconds);

    private static int DivideUp(int a, int b) => (a + b - 1) / b;

    private static int RoundUp(int a, int b) => DivideUp(a, b) * b;
}
