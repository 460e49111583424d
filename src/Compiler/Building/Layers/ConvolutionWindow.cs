using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>The window properties that all convolutions share.</summary>
/// <param name="Pads">Top, left, bottom, right.</param>
internal sealed record ConvolutionWindow(
    (int Height, int Width) Kernel, (int Height, int Width) Strides, (int Height, int Width) Dilations,
    EquatableArray<int> Pads)
{
    public static ConvolutionWindow Pointwise { get; } = new((1, 1), (1, 1), (1, 1), [0, 0, 0, 0]);

    public static ConvolutionWindow Read(LayerReader reader, TensorShape image)
    {
        var kernel = reader.Pair("kernel");
        var strides = reader.Pair("strides", (1, 1));
        var dilations = reader.Pair("dilations", (1, 1));
        var pads = Padding.Read(reader, image[2], image[3], kernel, strides, dilations);
        return new ConvolutionWindow(kernel, strides, dilations, pads);
    }

    public Conv ToConv(int group) =>
        new([Strides.Height, Strides.Width], Pads, [Dilations.Height, Dilations.Width], group);
}
