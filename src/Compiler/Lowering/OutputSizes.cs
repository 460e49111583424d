using System.Globalization;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>
/// Where the size of a layer's output comes from: the formula of its operator with the numbers put in, such as
/// <c>⌊(28 + 4 − 5)/1⌋ + 1 = 28</c>. The formulas are ONNX's.
/// </summary>
internal static class OutputSizes
{
    /// <summary>The formula; empty for operators whose output is as large as their input, and for loop nests.</summary>
    public static string Describe(Node node) => node.Op switch
    {
        Conv conv => Axes(conv.SpatialRank, axis => Text(
            Window(node, axis, node.Inputs[1]!.Shape[axis + 2], conv.Strides[axis], conv.Pads[axis], conv.Pads[axis + conv.SpatialRank], conv.Dilations[axis]), false)),
        MaxPool pool => Axes(pool.Kernel.Count, axis => Text(
            Window(node, axis, pool.Kernel[axis], pool.Strides[axis], pool.Pads[axis], pool.Pads[axis + pool.Kernel.Count], pool.Dilations[axis]), pool.CeilMode)),
        AveragePool pool => Axes(pool.Kernel.Count, axis => Text(
            Window(node, axis, pool.Kernel[axis], pool.Strides[axis], pool.Pads[axis], pool.Pads[axis + pool.Kernel.Count], 1), pool.CeilMode)),
        ConvTranspose conv => Axes(2, axis => Transposed(node, conv, axis)),
        GlobalAveragePool or GlobalMaxPool => "1 per channel",
        Gemm => $"{Number(node.Inputs[1]!.Shape[1])} → {Number(node.Inputs[1]!.Shape[0])}",
        Reshape => $"{string.Join("·", node.Inputs[0]!.Shape.Dimensions.Skip(1).Select(size => Number(size)))} elements",
        Concat concat => $"{Sum(node.Inputs.Select(input => input!.Shape[concat.Axis]))} = {Number(node.Output.Shape[concat.Axis])}",
        Pad pad => Axes(node.Output.Shape.Rank - 2, axis => Padded(node, pad, axis + 2)),
        _ => "",
    };

    private static WindowAxis Window(Node node, int axis, int kernel, int stride, int padBegin, int padEnd, int dilation) =>
        new(node.Inputs[0]!.Shape[axis + 2], kernel, stride, padBegin, padEnd, dilation);

    private static string Text(WindowAxis axis, bool ceilMode)
    {
        var (open, close) = ceilMode ? ("⌈", "⌉") : ("⌊", "⌋");
        var pads = (axis.PadBegin + axis.PadEnd) switch
        {
            0 => "",
            > 0 and var added => $" + {Number(added)}",
            var unread => $" − {Number(-unread)}",
        };
        var extent = axis.Dilation == 1 || axis.Kernel == 1 ? Number(axis.Kernel) : $"({Number(axis.Kernel - 1)}·{Number(axis.Dilation)} + 1)";
        // A last window that would begin in the padding behind the input does not count.
        var dropped = ceilMode && axis.OutputSize(true) < ((axis.PaddedInput - axis.Extent + axis.Stride - 1) / axis.Stride) + 1 ? " − 1" : "";
        return $"{open}({Number(axis.Input)}{pads} − {extent})/{Number(axis.Stride)}{close} + 1{dropped} = {Number(axis.OutputSize(ceilMode))}";
    }

    private static string Transposed(Node node, ConvTranspose conv, int axis)
    {
        var pads = conv.Pads[axis] + conv.Pads[axis + 2];
        return $"({Number(node.Inputs[0]!.Shape[axis + 2])} − 1)·{Number(conv.Strides[axis])} + {Number(node.Inputs[1]!.Shape[axis + 2])}"
            + (pads == 0 ? "" : $" − {Number(pads)}") + (conv.OutputPadding[axis] == 0 ? "" : $" + {Number(conv.OutputPadding[axis])}")
            + $" = {Number(node.Output.Shape[axis + 2])}";
    }

    private static string Padded(Node node, Pad pad, int axis) =>
        $"{Sum([pad.Pads[axis], node.Inputs[0]!.Shape[axis], pad.Pads[axis + node.Output.Shape.Rank]])} = {Number(node.Output.Shape[axis])}";

    /// <summary>One formula where it is the same along all axes.</summary>
    private static string Axes(int count, Func<int, string> text) =>
        string.Join("; ", Enumerable.Range(0, count).Select(text).Distinct());

    private static string Sum(IEnumerable<int> terms) => string.Join(" + ", terms.Select(Number));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
