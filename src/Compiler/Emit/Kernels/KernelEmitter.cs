using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Kernels;

/// <summary>Prints a shared kernel.</summary>
internal static class KernelEmitter
{
    public static GeneratedSource Emit(KernelVariant variant) => variant switch
    {
        ConvTile tile => ConvTileEmitter.Emit(tile),
        DepthwiseRows rows => DepthwiseRowsEmitter.Emit(rows),
        DepthwiseTile tile => DepthwiseTileEmitter.Emit(tile),
        PlanarTile tile => PlanarTileEmitter.Emit(tile),
        DenseBlock block => DenseBlockEmitter.Emit(block),
        DenseRows rows => DenseRowsEmitter.Emit(rows),
        PoolRow row => PoolRowEmitter.Emit(row),
        PlanarPool pool => PlanarPoolEmitter.Emit(pool),
        ColumnWinogradInput transform => ColumnWinogradKernels.Emit(transform),
        ColumnWinogradOutput transform => ColumnWinogradKernels.Emit(transform),
        WinogradInput transform => WinogradInputEmitter.Emit(transform),
        WinogradOutput transform => WinogradOutputEmitter.Emit(transform),
        _ => throw new InvalidOperationException($"No emitter for {variant}."),
    };
}
