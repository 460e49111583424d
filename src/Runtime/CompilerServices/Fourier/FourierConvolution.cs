using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// Convolutions of stride 1 by Fourier transforms (overlap-save): tiles of the image are transformed, multiplied with the transformed filters
/// frequency by frequency, and transformed back. All tensors lie in blocks of 16 channels.
/// </summary>
/// <remarks>
/// A product of complex numbers a·b takes three of real ones (Gauss): b_r·(a_r + a_i), a_r·(b_i − b_r) and a_i·(b_r + b_i), each of which
/// is a sum over all channels before the three are combined. So the products are three real matrix products per frequency.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FourierConvolution
{
    /// <summary>Transforms tiles, block by block: a_r + a_i, a_r and a_i of every frequency, [3·position][C/16][tile][16].</summary>
    /// <param name="arena">Holds the image and the scratch.</param>
    /// <param name="source">Where element (0, 0, 0, 0) of the image lies.</param>
    /// <param name="layout">The layout of the image.</param>
    /// <param name="tiles">How the image is cut.</param>
    /// <param name="firstTile">The first tile, an even number behind the first of the scratch.</param>
    /// <param name="endTile">The end of the tiles.</param>
    /// <param name="work">Scratch for two tiles of samples.</param>
    /// <param name="destination">Where the values of the first tile go.</param>
    /// <param name="positionStride">Floats between two positions.</param>
    /// <param name="blockStride">Floats between two channel blocks.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void TransformInput(
        FloatBuffer arena, int source, in TensorLayout layout, in FourierTiles tiles, int firstTile, int endTile, int work,
        int destination, int positionStride, int blockStride)
    {
        if (Vector512.IsHardwareAccelerated)
            FourierProducts<Lanes512>.TransformInput(arena, source, layout, tiles, firstTile, endTile, work, destination, positionStride, blockStride);
        else if (Vector256.IsHardwareAccelerated)
            FourierProducts<Lanes256>.TransformInput(arena, source, layout, tiles, firstTile, endTile, work, destination, positionStride, blockStride);
        else
            FourierProducts<Lanes128>.TransformInput(arena, source, layout, tiles, firstTile, endTile, work, destination, positionStride, blockStride);
    }

    /// <summary>Combines the three sums of every frequency, and transforms them back to results, with the bias added.</summary>
    /// <param name="arena">Holds the products and the image.</param>
    /// <param name="products">Where the products of the first tile lie.</param>
    /// <param name="positionStride">Floats between two positions.</param>
    /// <param name="blockStride">Floats between two channel blocks.</param>
    /// <param name="tiles">How the image is cut.</param>
    /// <param name="firstTile">The first tile, an even number behind the first of the scratch.</param>
    /// <param name="endTile">The end of the tiles.</param>
    /// <param name="work">Scratch for two tiles of samples.</param>
    /// <param name="weights">Holds the bias.</param>
    /// <param name="bias">Where the bias lies.</param>
    /// <param name="destination">Where element (0, 0, 0, 0) of the results goes.</param>
    /// <param name="layout">The layout of the results.</param>
    /// <param name="residual">Where what is added to the results lies; −1 for none.</param>
    /// <param name="residualLayout">The layout of the residual.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void TransformOutput(
        FloatBuffer arena, int products, int positionStride, int blockStride, in FourierTiles tiles, int firstTile, int endTile, int work,
        FloatBuffer weights, int bias, int destination, in TensorLayout layout, int residual = -1, in TensorLayout residualLayout = default)
    {
        var to = new FourierDestination(arena, weights, bias, destination, layout, residual, residualLayout);
        if (Vector512.IsHardwareAccelerated)
            FourierProducts<Lanes512>.TransformOutput(arena, products, positionStride, blockStride, tiles, firstTile, endTile, work, to);
        else if (Vector256.IsHardwareAccelerated)
            FourierProducts<Lanes256>.TransformOutput(arena, products, positionStride, blockStride, tiles, firstTile, endTile, work, to);
        else
            FourierProducts<Lanes128>.TransformOutput(arena, products, positionStride, blockStride, tiles, firstTile, endTile, work, to);
    }

    /// <summary>Two tiles of one channel block of a depthwise convolution, from the image to the results.</summary>
    /// <param name="arena">Holds the images and the scratch.</param>
    /// <param name="source">Where element (0, 0, 0, 0) of the image lies.</param>
    /// <param name="sourceLayout">The layout of the image.</param>
    /// <param name="tiles">How the image is cut.</param>
    /// <param name="block">The channel block.</param>
    /// <param name="firstTile">The first of the tiles.</param>
    /// <param name="work">Scratch for two tiles of samples.</param>
    /// <param name="weights">Holds filters and bias.</param>
    /// <param name="filters">Where the transformed filters lie, [C/16][position][2][16].</param>
    /// <param name="bias">Where the bias lies.</param>
    /// <param name="destination">Where element (0, 0, 0, 0) of the results goes.</param>
    /// <param name="layout">The layout of the results.</param>
    /// <param name="residual">Where what is added to the results lies; −1 for none.</param>
    /// <param name="residualLayout">The layout of the residual.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Depthwise(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, in FourierTiles tiles, int block, int firstTile, int work,
        FloatBuffer weights, int filters, int bias, int destination, in TensorLayout layout, int residual = -1, in TensorLayout residualLayout = default)
    {
        var to = new FourierDestination(arena, weights, bias, destination, layout, residual, residualLayout);
        if (Vector512.IsHardwareAccelerated)
            FourierDepthwise<Lanes512>.Run(arena, source, sourceLayout, tiles, block, firstTile, work, filters, to);
        else if (Vector256.IsHardwareAccelerated)
            FourierDepthwise<Lanes256>.Run(arena, source, sourceLayout, tiles, block, firstTile, work, filters, to);
        else
            FourierDepthwise<Lanes128>.Run(arena, source, sourceLayout, tiles, block, firstTile, work, filters, to);
    }
}
