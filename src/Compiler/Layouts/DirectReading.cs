using ModelCompiler.Compiler.Algorithms;

namespace ModelCompiler.Compiler.Layouts;

/// <summary>Which images the direct kernel reads as they lie.</summary>
internal static class DirectReading
{
    /// <summary>
    /// Whether a convolution reads planar images as fast as channels side by side: those of few channels. The kernel broadcasts every input, so
    /// that it matters little where they lie; copying many channels costs less than a run of taps for each.
    /// </summary>
    public static bool TakesPlanar(ConvShape shape) => shape.Group == 1 && ChannelBlock.ForChannels(shape.Inputs) < ChannelBlock.Full;
}
