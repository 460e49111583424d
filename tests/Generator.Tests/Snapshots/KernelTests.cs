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
            Unrolled = (2, 3),
        });

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
    public void DenseBlockOfWideVectors() => Verify(new DenseBlock(512, HasResidual: false, ActivationKind.None));

    [Fact]
    public void MaximumOverThreeColumns() => Verify(new PoolRow(512, IsMaximum: true, Block: 16, Columns: 3));

    [Fact]
    public void MeanOverAnyNumberOfColumns() => Verify(new PoolRow(128, IsMaximum: false, Block: 8, Columns: 0));

    [Fact]
    public void WinogradInputTransform() => Verify(new WinogradInput(512, 4, 4, 3, 3));

    [Fact]
    public void WinogradOutputTransform() => Verify(
        new WinogradOutput(256, 2, 2, 3, 3, IsClipped: true, HasResidual: true, ActivationKind.Relu));

    private static void Verify(
        KernelVariant variant, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        var source = ModelCompilation.EmitKernel(variant);
        Snapshot.Verify([(source.HintName, source.Text)], method: method);
    }
}
