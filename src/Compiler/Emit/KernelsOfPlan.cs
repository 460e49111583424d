using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Emit.Calls;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit;

/// <summary>Lists the shared kernels that the methods of a plan call.</summary>
internal static class KernelsOfPlan
{
    public static EquatableArray<KernelVariant> List(ExecutionPlan plan) =>
        plan.Calls.SelectMany(Of).Distinct().OrderBy(variant => variant.ClassName, StringComparer.Ordinal).ToEquatableArray();

    private static IEnumerable<KernelVariant> Of(KernelCall call) => call switch
    {
        DirectConv conv => Tiles(conv.AllTilings, (tiling, pixels) => DirectConvEmitter.Variant(conv, tiling, pixels)),
        DepthwiseConv conv => DepthwiseConvEmitter.Variants(conv),
        WinogradConv conv => WinogradConvEmitter.Variants(conv),
        ColumnWinogradConv conv => ColumnWinogradEmitter.Variants(conv),
        PlanarConv conv => PlanarConvEmitter.Variants(conv),
        Im2colConv conv => Tiles(conv.Tilings, (tiling, pixels) => Im2colConvEmitter.Variant(conv, tiling, pixels)),
        FourierConv conv => PositionProductsEmitter.Variants(conv.Products),
        TransposedConv conv => TransposedConvEmitter.Variants(conv),
        DenseCall dense => DenseEmitter.Variants(dense),
        GemvCall gemv => GemvEmitter.Variants(gemv),
        MatrixProduct product => MatrixProductEmitter.Variants(product),
        Pool { IsPlanar: true } pool => PlanarPoolCallEmitter.Variants(pool),
        Pool pool => PoolEmitter.Variants(pool),
        _ => [],
    };

    private static IEnumerable<KernelVariant> Tiles(
        IEnumerable<RowTiling> tilings, Func<RowTiling, int, KernelVariant> variant) =>
        tilings.SelectMany(tiling => tiling.Tiles.Select(run => variant(tiling, run.Pixels)));
}
