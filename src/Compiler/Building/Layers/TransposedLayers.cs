using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Transposed convolutions over one, two and three axes.</summary>
internal static class TransposedLayers
{
    public static Value? ConvTranspose1D(LayerContext layer) => Build(layer, 1);

    public static Value? ConvTranspose2D(LayerContext layer) => Build(layer, 2);

    public static Value? ConvTranspose3D(LayerContext layer) => Build(layer, 3);

    private static Value? Build(LayerContext layer, int rank)
    {
        var reader = layer.Reader;
        var filters = reader.Integer("filters");
        var group = reader.Integer("group", 1);
        if (!layer.RequireSpatial(rank))
            return null;
        var (window, extra) = Read(layer, rank);
        var hasBias = reader.Flag("bias", true);
        var activation = Activations.Read(reader);
        ConvolutionLayers.CheckGroup(layer, filters, group);
        if (reader.HasErrors || !HasResult(layer, window, extra))
            return null;
        var weight = layer.Weight(
            layer.Name + ".weight", WeightRole.Filters,
            [layer.Operand.Shape[1], filters / group, .. window.Kernel.Select(size => (long)size)]);
        var bias = hasBias ? layer.Weight(layer.Name + ".bias", WeightRole.Bias, filters) : null;
        if (reader.HasErrors)
            return null;
        var sum = layer.AppendOperator(
            activation.IsNone ? null : "sum", "ConvTranspose", [layer.Operand, weight, bias],
            OperatorProperties.Of("strides", window.Strides), OperatorProperties.Of("pads", window.Pads),
            OperatorProperties.Of("dilations", window.Dilations), OperatorProperties.Of("group", group),
            OperatorProperties.Of("output_padding", extra));
        return sum is null || activation.IsNone ? sum : layer.Append(new Activate(activation), sum);
    }

    private static (SlidingWindow Window, EquatableArray<int> OutputPadding) Read(LayerContext layer, int rank)
    {
        var reader = layer.Reader;
        var (strides, dilations) = (reader.PerAxis("strides", rank, 1), reader.PerAxis("dilations", rank, 1));
        var window = new SlidingWindow(reader.PerAxis("kernel", rank), strides, Padding.ReadPads(reader, rank), dilations);
        var extra = reader.PerAxis("outputPadding", rank, 0);
        for (var axis = 0; axis < rank; axis++)
            if (extra[axis] > 0 && extra[axis] >= Math.Max(strides[axis], dilations[axis]))
            {
                reader.Report(DiagnosticCatalog.OutputPaddingTooLarge, "outputPadding", extra, strides, dilations);
                break;
            }

        var autoPad = reader.Choice<AutoPad>("autoPad");
        if (autoPad == AutoPad.NotSet)
            return (window, extra);
        if (window.Pads.Concat(extra).Any(pad => pad != 0))
            reader.Report(DiagnosticCatalog.AutoPadWithPads, "autoPad", autoPad, window.Pads.ToString());
        if (autoPad is AutoPad.Full or AutoPad.Causal)
            reader.Report(DiagnosticCatalog.AutoPadOfTransposed, "autoPad", autoPad);
        return autoPad == AutoPad.Valid ? (window, extra) : Same(layer, window, autoPad);
    }

    /// <summary>
    /// Pads that make the result stride times as large as the input. Windows that do not reach that far, as their extent is smaller than
    /// the stride, leave elements behind the last one.
    /// </summary>
    private static (SlidingWindow Window, EquatableArray<int> OutputPadding) Same(
        LayerContext layer, SlidingWindow window, AutoPad autoPad)
    {
        var surplus = Enumerable.Range(0, window.Rank)
            .Select(axis => (int)Math.Min(Shapes.SizeLimits.MaximumElements, window.Axis(axis, layer.Operand.Shape).Extent) - window.Strides[axis])
            .ToList();
        var sides = surplus.ConvertAll(size => Padding.Split(autoPad, Math.Max(0, size)));
        return (
            window with { Pads = [.. sides.Select(side => side.Begin), .. sides.Select(side => side.End)] },
            surplus.Select(size => Math.Max(0, -size)).ToEquatableArray());
    }

    private static bool HasResult(LayerContext layer, SlidingWindow window, EquatableArray<int> extra)
    {
        var x = layer.Operand.Shape;
        long[] sizes =
        [
            .. Enumerable.Range(0, window.Rank).Select(axis =>
                (window.Strides[axis] * (x[axis + 2] - 1L)) + window.Axis(axis, x).Extent + extra[axis]
                - window.Pads[axis] - window.Pads[axis + window.Rank]),
        ];
        if (sizes.All(size => size > 0))
            return true;
        layer.Reader.Report(DiagnosticCatalog.TransposedResultEmpty, "pads", string.Join("×", sizes), window.Pads.ToString());
        return false;
    }
}
