using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>The windows of layers: their properties, whether they fit, and padding that is not of zeros.</summary>
internal static class LayerWindow
{
    /// <summary>The window of a convolution.</summary>
    public static SlidingWindow Read(LayerContext layer, int rank) =>
        Read(layer, layer.Reader.PerAxis("kernel", rank), layer.Reader.PerAxis("strides", rank, 1));

    /// <summary>The window of a pool, which by default moves by its own size.</summary>
    public static SlidingWindow ReadPool(LayerContext layer, int rank)
    {
        var kernel = layer.Reader.PerAxis("kernel", rank);
        return Read(layer, kernel, layer.Reader.Has("strides") ? layer.Reader.PerAxis("strides", rank) : kernel);
    }

    /// <summary>Whether the window fits into its padded input; reports it if not.</summary>
    public static bool Fits(LayerContext layer, SlidingWindow window, TensorShape x)
    {
        WindowAxis[] axes = [.. Enumerable.Range(0, window.Rank).Select(axis => window.Axis(axis, x))];
        if (axes.All(axis => axis.Fits))
            return true;
        var error = ConvolutionShapes.KernelTooLarge(axes);
        layer.Reader.Report(error.Description, error.Property, [.. error.Arguments]);
        return false;
    }

    /// <summary>
    /// The operand with its padding and the window without, where padding is not of zeros; else both as they are. Null after a
    /// mistake, which is reported.
    /// </summary>
    public static (Value Input, SlidingWindow Window)? Pad(LayerContext layer, SlidingWindow window)
    {
        var mode = layer.Reader.Choice<PaddingMode>("paddingMode");
        if (layer.Reader.HasErrors)
            return null;
        if (mode == PaddingMode.Constant || window.Pads.All(pad => pad == 0))
            return (layer.Operand, window);
        if (!Fits(layer, window, layer.Operand.Shape) || !CanPad(layer, mode, window.Pads, "pads"))
            return null;
        var padded = Pad(layer, "padded", mode, window.Pads);
        return padded is null ? null : (padded, window with { Pads = EquatableArray.Repeat(0, window.Pads.Count) });
    }

    /// <summary>Puts padding around the operand.</summary>
    /// <param name="part">The part of the layer that this is; null for its last.</param>
    /// <param name="pads">Begins of the spatial axes, then ends.</param>
    public static Value? Pad(LayerContext layer, string? part, PaddingMode mode, EquatableArray<int> pads, float value = 0)
    {
        var rank = pads.Count / 2;
        LayerProperty[] properties =
        [
            OperatorProperties.Of("pads", [0, 0, .. pads.Take(rank), 0, 0, .. pads.Skip(rank)]),
            OperatorProperties.Of("mode", mode switch
            {
                PaddingMode.Constant => "Constant",
                PaddingMode.Reflect => "Reflect",
                PaddingMode.Replicate => "Edge",
                _ => "Wrap",
            }),
        ];
        Value[] inputs = value == 0
            ? [layer.Operand]
            : [layer.Operand, layer.AddConstant(Expressions.TensorData.Of(TensorShape.Of(), [value]), "value")];
        return layer.AppendOperator(part, "Pad", inputs, properties);
    }

    /// <summary>Whether the input has as many elements as its padding takes from it; reports it if not.</summary>
    public static bool CanPad(LayerContext layer, PaddingMode mode, EquatableArray<int> pads, string property)
    {
        var (shape, rank) = (layer.Operand.Shape, pads.Count / 2);
        for (var axis = 0; axis < rank; axis++)
        {
            var size = shape[axis + 2];
            var most = mode switch { PaddingMode.Reflect => size - 1, PaddingMode.Circular => size, _ => int.MaxValue };
            if (pads[axis] <= most && pads[axis + rank] <= most)
                continue;
            layer.Reader.Report(
                DiagnosticCatalog.PaddingTooWide, property, mode, size, layer.Operand.Name, most, property, pads.ToString());
            return false;
        }

        return true;
    }

    private static SlidingWindow Read(LayerContext layer, EquatableArray<int> kernel, EquatableArray<int> strides)
    {
        var dilations = layer.Reader.PerAxis("dilations", kernel.Count, 1);
        var window = new SlidingWindow(kernel, strides, EquatableArray.Repeat(0, 2 * kernel.Count), dilations);
        return window with { Pads = Padding.Read(layer, window) };
    }
}
