using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Plan;

/// <summary>
/// Convolution as a product of matrices: the inputs of some pixels are copied beside each other, multiplied with the filters on the kernels of
/// the direct convolution, and the results are copied to their places.
/// </summary>
/// <param name="PixelBlock">Pixels that go through the three steps together; of any rows and samples.</param>
/// <param name="Scratch">Patches, then results.</param>
internal sealed record Im2colConv(
    string Name, TensorView Source, TensorView Destination, TensorView? Residual, Window Window, int PixelBlock,
    PackedTensor Filters, PackedTensor Bias, ActivationFunction Activation, EquatableArray<RowTiling> Tilings, TensorView Scratch)
    : KernelCall(Name)
{
    internal override IEnumerable<TensorView> Reads => Residual is null ? [Source] : [Source, Residual];

    internal override IEnumerable<TensorView> Writes => [Destination, Scratch];

    internal override IEnumerable<PackedTensor> Constants => [Filters, Bias];

    internal override TensorView? ItemScratch => Scratch;

    /// <summary>The inputs of one pixel.</summary>
    public int PatchLength => Source.Geometry.Channels * Window.KernelHeight * Window.KernelWidth;

    /// <summary>Floats from a patch to the next one.</summary>
    public int PatchStride => StrideOf(PatchLength);

    public int Pixels => Destination.Geometry.Batch * Destination.Geometry.Height * Destination.Geometry.Width;

    /// <summary>Where the results begin, behind the patches.</summary>
    internal int ResultsStart => PixelBlock * PatchStride;

    /// <summary>Floats from a channel block of results to the next one.</summary>
    internal int ResultsStride => PixelBlock * Destination.Geometry.Block;

    public int ScratchLength => ResultsStart + (Destination.Geometry.BlockCount * ResultsStride);

    /// <summary>Blocks of output channels that are computed together: two where that fills the registers of AVX-512.</summary>
    public int BlocksPerProduct => Destination.Geometry.Block == 16 && Destination.Geometry.BlockCount % 2 == 0 ? 2 : 1;

    internal override bool IsSplit => true;

    /// <summary>An item is one block of pixels. The scratch serves one item at a time.</summary>
    public override int WorkItems => (Pixels + PixelBlock - 1) / PixelBlock;

    /// <summary>A cache line more than its length: patches at a distance of a power of two would share a set of the cache.</summary>
    internal static int StrideOf(int patchLength) => ((patchLength + 15) / 16 * 16) + 16;
}
