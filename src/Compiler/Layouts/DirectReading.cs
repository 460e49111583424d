using ModelCompiler.Compiler.Algorithms;

namespace ModelCompiler.Compiler.Layouts;

/// <summary>Which images the direct kernel reads as they lie.</summary>
internal static class DirectReading
{
    // The kernel broadcasts every input, so that it matters little where they lie, as long as a run of taps is not too short.
    private const int FewestColumns = 3;

    /// <summary>
    /// Whether a convolution reads planar images as fast as channels side by side: few channels, each with some neighbouring taps. Copying
    /// many channels costs less than their short runs.
    /// </summary>
    public static bool TakesPlanar(ConvShape shape) => shape is { Group: 1, DilationWidth: 1, KernelWidth: >= FewestColumns }
        && ChannelBlock.ForChannels(shape.Inputs) < ChannelBlock.Full;
}
