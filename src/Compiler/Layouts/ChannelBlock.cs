using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Layouts;

/// <summary>The number of channels that lie next to each other in memory.</summary>
internal static class ChannelBlock
{
    /// <summary>A vector of AVX-512; narrower ones take it in two or four.</summary>
    public const int Full = 16;

    /// <summary>Every channel for itself: the order in which users hand over tensors.</summary>
    public const int Planar = 1;

    /// <summary>The block for kernels that vectorise over channels: 16, or 8 or 4 where channels are few.</summary>
    public static int Standard(TensorShape shape) =>
        ImageShape.Of(shape) is var image && image.IsVector ? Full : ForChannels(image.Channels);

    /// <summary>
    /// The block of what loop nests compute: planar, but the full one for vectors of floats, where it is the same and dense layers
    /// read it as it is.
    /// </summary>
    public static int ForLoops(TensorType type) =>
        type.Element == ElementType.Float32 && type.Shape.Rank is 1 or 2 ? Full : Planar;

    /// <summary>The smallest block that holds the channels of an image, or the full one.</summary>
    public static int ForChannels(int channels) => channels > 8 ? Full : channels > 4 ? 8 : 4;

    /// <summary>The block of a model input that callers hand over with channels last: up to 4 channels stay as they lie.</summary>
    public static int Interleaved(TensorShape shape) =>
        ImageShape.Of(shape) is { IsVector: false, Channels: <= 4 } image ? image.Channels : Standard(shape);
}
