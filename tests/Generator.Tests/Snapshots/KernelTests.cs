using ModelCompiler.Compiler;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Tests.Snapshots;

/// <summary>The shared kernels as a reader meets them: the smallest of each family, and one for each form it takes.</summary>
public class KernelTests
{
    [Fact]
    public void ConvolutionTileOfTwoBlocks() => Verify(
        new ConvTile(512, Pixels: 2, Block: 16, Panels: 2, PixelStep: 16, HasBias: true, HasResidual: true, ActivationKind.Relu));

    [Fact]
    public void ConvolutionTileOfNarrowVectors() => Verify(
        new ConvTile(128, Pixels: 2, Block: 16, Panels: 1, PixelStep: 32, HasBias: false, HasResidual: false, ActivationKind.None));

    [Fact]
    public void ConvolutionTileWithAllTapsWrittenOut() => Verify(
        new ConvTile(256, Pixels: 3, Block: 8, Panels: 1, PixelStep: 1, HasBias: true, HasResidual: false, ActivationKind.Relu6)
        {
            Unrolled = (1, 2, 3),
        });

    [Fact]
    public void ConvolutionTileOfPlanarInputs() => Verify(
        new ConvTile(256, Pixels: 2, Block: 8, Panels: 1, PixelStep: 1, HasBias: true, HasResidual: false, ActivationKind.None)
        {
            Unrolled = (2, 2, 3),
        });

    [Fact]
    public void ConvolutionTileThatRounds() => Verify(
        new ConvTile(512, Pixels: 2, Block: 16, Panels: 1, PixelStep: 16, HasBias: true, HasResidual: false, ActivationKind.QuantizeSteps));

    [Fact]
    public void WinogradInputTransformAlongColumns() => Verify(new ColumnWinogradInput(256, TileHeight: 2, KernelHeight: 3));

    [Fact]
    public void WinogradOutputTransformAlongColumns() => Verify(
        new ColumnWinogradOutput(128, TileHeight: 2, KernelHeight: 3, Block: 8, IsClipped: true, ActivationKind.Relu));

    [Fact]
    public void PlanarTileOfTwoRows() => Verify(
        new PlanarTile(512, Vectors: 3, Maps: 2, Stride: 1, HasResidual: true, ActivationKind.Relu) { IsPaired = true, Unrolled = (3, 2) });

    [Fact]
    public void PlanarTileWithAStride() => Verify(
        new PlanarTile(128, Vectors: 2, Maps: 1, Stride: 2, HasResidual: false, ActivationKind.None));

    [Fact]
    public void MeanOfAPlanarImage() => Verify(new PlanarPool(256, Vectors: 2, IsMaximum: false));

    [Fact]
    public void MaximumOfWidePlanarImages() => Verify(new PlanarPool(512, Vectors: 0, IsMaximum: true));

    [Fact]
    public void ConvolutionTileOfAPhase() => Verify(
        new ConvTile(512, Pixels: 3, Block: 16, Panels: 1, PixelStep: 16, HasBias: true, HasResidual: false, ActivationKind.Relu)
        {
            IsSpread = true,
        });

    [Fact]
    public void DepthwiseTileOfThreePixels() => Verify(
        new DepthwiseTile(256, Pixels: 3, Block: 16, PixelStep: 16, HasResidual: false, ActivationKind.Relu));

    [Fact]
    public void DenseBlockOfWideVectors() => Verify(new DenseBlock(512, Panels: 1, Chains: 4, HasResidual: false, ActivationKind.None));

    [Fact]
    public void DenseBlocksWithResidual() => Verify(new DenseBlock(256, Panels: 2, Chains: 2, HasResidual: true, ActivationKind.Relu));

    [Fact]
    public void DenseBlocksOfWeightsOfTwoBytes() =>
        Verify(new DenseBlock(512, Panels: 2, Chains: 2, HasResidual: false, ActivationKind.QuantizeSteps) { HasPairs = true });

    [Fact]
    public void MaximumOverThreeColumns() => Verify(new PoolRow(512, IsMaximum: true, Block: 16, Columns: 3));

    [Fact]
    public void MeanOverAnyNumberOfColumns() => Verify(new PoolRow(128, IsMaximum: false, Block: 8, Columns: 0));

    [Fact]
    public void WinogradInputTransform() => Verify(new WinogradInput(512, 4, 4, 3, 3, 1));

    [Fact]
    public void DepthwiseRowsThatKeepTheFilter() => Verify(
        new DepthwiseRows(512, Rows: 2, Pixels: 2, Block: 16, new Window(3, 3, 1, 1, 0, 0), HasResidual: false, ActivationKind.Relu6));

    [Fact]
    public void DepthwiseRowsOfNarrowVectors() => Verify(
        new DepthwiseRows(256, Rows: 1, Pixels: 2, Block: 16, new Window(2, 3, 2, 2, 0, 0, 1, 2), HasResidual: true, ActivationKind.None));

    [Fact]
    public void MeanOverWindowsOfFour() => Verify(
        new PoolRow(256, IsMaximum: false, Block: 16, Columns: 2) { Window = new Window(2, 2, 2, 2, 0, 0) });

    [Fact]
    public void WinogradOutputTransform() => Verify(
        new WinogradOutput(256, 2, 2, 3, 3, IsClipped: true, HasResidual: true, ActivationKind.Relu));

    [Fact]
    public void WinogradOutputTransformWithPool() => Verify(
        new WinogradOutput(512, 4, 4, 3, 3, IsClipped: false, HasResidual: false, ActivationKind.Relu) { IsPooled = true });

    private static void Verify(
        KernelVariant variant, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        var source = ModelCompilation.EmitKernel(variant);
        Snapshot.Verify([(source.HintName, source.Text)], method: method);
    }
}
