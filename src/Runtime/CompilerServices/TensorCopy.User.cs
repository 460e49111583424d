using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

public static partial class TensorCopy
{
    /// <summary>
    /// Copies a dense N, C, H, W tensor into the arena as <c>(x − mean[c])·scale[c]</c>; the lanes beyond C become
    /// zero.
    /// </summary>
    /// <param name="source">The tensor.</param>
    /// <param name="arena">Receives it.</param>
    /// <param name="offset">Where element (0, 0, 0, 0) goes.</param>
    /// <param name="layout">The shape, and the layout in the arena.</param>
    /// <param name="mean">One value per channel, or empty for 0.</param>
    /// <param name="scale">One value per channel, or empty for 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Load(
        ReadOnlySpan<float> source, FloatBuffer arena, int offset, in TensorLayout layout,
        ReadOnlySpan<float> mean = default, ReadOnlySpan<float> scale = default) =>
        LoadFloats(source, layout.Planar(), arena, offset, layout, mean, scale);

    /// <summary>
    /// Copies a dense N, H, W, C tensor into the arena as <c>(x − mean[c])·scale[c]</c>; the lanes beyond C become
    /// zero.
    /// </summary>
    /// <inheritdoc cref="Load(ReadOnlySpan{float}, FloatBuffer, int, in TensorLayout, ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void LoadChannelsLast(
        ReadOnlySpan<float> source, FloatBuffer arena, int offset, in TensorLayout layout,
        ReadOnlySpan<float> mean = default, ReadOnlySpan<float> scale = default) =>
        LoadFloats(source, layout.ChannelsLast(), arena, offset, layout, mean, scale);

    /// <inheritdoc cref="Load(ReadOnlySpan{float}, FloatBuffer, int, in TensorLayout, ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Load(
        ReadOnlySpan<byte> source, FloatBuffer arena, int offset, in TensorLayout layout,
        ReadOnlySpan<float> mean = default, ReadOnlySpan<float> scale = default) =>
        LoadConverted(source, layout.Planar(), arena, offset, layout, mean, scale);

    /// <inheritdoc cref="LoadChannelsLast(ReadOnlySpan{float}, FloatBuffer, int, in TensorLayout, ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void LoadChannelsLast(
        ReadOnlySpan<byte> source, FloatBuffer arena, int offset, in TensorLayout layout,
        ReadOnlySpan<float> mean = default, ReadOnlySpan<float> scale = default) =>
        LoadConverted(source, layout.ChannelsLast(), arena, offset, layout, mean, scale);

    /// <summary>Copies a tensor out of the arena into a dense N, C, H, W one.</summary>
    /// <param name="arena">Holds the tensor.</param>
    /// <param name="offset">Where its element (0, 0, 0, 0) lies.</param>
    /// <param name="layout">The shape, and the layout in the arena.</param>
    /// <param name="destination">Receives the tensor.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Store(FloatBuffer arena, int offset, in TensorLayout layout, Span<float> destination) =>
        CopyChannels(arena.Span[offset..], layout, destination, layout.Planar(), 0);

    /// <summary>Copies a tensor out of the arena into a dense N, H, W, C one.</summary>
    /// <inheritdoc cref="Store"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void StoreChannelsLast(
        FloatBuffer arena, int offset, in TensorLayout layout, Span<float> destination) =>
        CopyChannels(arena.Span[offset..], layout, destination, layout.ChannelsLast(), 0);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void LoadFloats(
        ReadOnlySpan<float> source, in TensorLayout from, FloatBuffer arena, int offset, in TensorLayout to,
        ReadOnlySpan<float> mean, ReadOnlySpan<float> scale)
    {
        if (!mean.IsEmpty || !scale.IsEmpty)
        {
            LoadConverted(source, from, arena, offset, to, mean, scale);
            return;
        }
        CopyChannels(source, from, arena.Span[offset..], to, 0);
        ClearLanes(arena, offset, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void LoadConverted<T>(
        ReadOnlySpan<T> source, in TensorLayout from, FloatBuffer arena, int offset, in TensorLayout to,
        ReadOnlySpan<float> mean, ReadOnlySpan<float> scale)
        where T : unmanaged, INumberBase<T>
    {
        var destination = arena.Span[offset..];
        if (from.Block == to.Block)
            ConvertRows(source, from, destination, to, mean, scale);
        else if (from is { Block: 3, Channels: 3 } && to.Block == 1)
            ConvertPixels(source, from, destination, to, mean, scale);
        else
            ConvertLanes(source, from, destination, to, mean, scale);
        ClearLanes(arena, offset, to);
    }

    /// <summary>Rows that lie in the arena as the caller has them: those of one channel, or of pixels that are one block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ConvertRows<T>(
        ReadOnlySpan<T> source, in TensorLayout from, Span<float> destination, in TensorLayout to, ReadOnlySpan<float> mean, ReadOnlySpan<float> scale)
        where T : unmanaged, INumberBase<T>
    {
        Span<float> buffer = stackalloc float[PixelConversion.BufferLength(from.Block)];
        var length = from.Width * from.Block;
        for (var channel = 0; channel < from.Channels; channel += from.Block)
        {
            var conversion = new PixelConversion(
                mean.IsEmpty ? mean : mean.Slice(channel, from.Block), scale.IsEmpty ? scale : scale.Slice(channel, from.Block), from.Block, buffer);
            for (var sample = 0; sample < from.Batch; sample++)
                for (var row = 0; row < from.Height; row++)
                    conversion.Convert(
                        source.Slice(from.RowStart(sample, channel, row), length), destination.Slice(to.RowStart(sample, channel, row), length));
        }
    }

    /// <summary>Pixels of red, green and blue become planes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ConvertPixels<T>(
        ReadOnlySpan<T> source, in TensorLayout from, Span<float> destination, in TensorLayout to, ReadOnlySpan<float> mean, ReadOnlySpan<float> scale)
        where T : unmanaged, INumberBase<T>
    {
        var conversion = new PixelConversion(mean, scale, 3, stackalloc float[PixelConversion.BufferLength(3)]);
        Span<float> buffer = stackalloc float[3 * PixelsAtOnce];
        for (var sample = 0; sample < from.Batch; sample++)
            for (var row = 0; row < from.Height; row++)
                for (int pixel = 0, pixels; pixel < from.Width; pixel += pixels)
                {
                    pixels = Math.Min(PixelsAtOnce, from.Width - pixel);
                    var converted = buffer[..(3 * pixels)];
                    conversion.Convert(source.Slice(from.RowStart(sample, 0, row) + 3 * pixel, converted.Length), converted);
                    SeparatePixels(converted, destination[(to.RowStart(sample, 0, row) + pixel)..], to.BlockStride);
                }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ConvertLanes<T>(
        ReadOnlySpan<T> source, in TensorLayout from, Span<float> destination, in TensorLayout to, ReadOnlySpan<float> mean, ReadOnlySpan<float> scale)
        where T : unmanaged, INumberBase<T>
    {
        for (var sample = 0; sample < from.Batch; sample++)
            for (var row = 0; row < from.Height; row++)
                for (var channel = 0; channel < from.Channels; channel++)
                    RowCopy.Convert(
                        source[from.RowStart(sample, channel, row)..], from.Block,
                        destination[to.RowStart(sample, channel, row)..], to.Block, from.Width,
                        mean.IsEmpty ? 0f : mean[channel], scale.IsEmpty ? 1f : scale[channel]);
    }
}
