using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Layouts;

namespace ModelCompiler.Compiler.Algorithms;

/// <summary>The numbers of a transposed convolution, gathered from a node.</summary>
internal sealed record TransposedShape(int Batch, int Inputs, int Outputs, TransposedAxis Rows, TransposedAxis Columns)
{
    public static TransposedShape Of(Node node)
    {
        var conv = (ConvTranspose)node.Op;
        var (x, w, y) = (node.Inputs[0]!.Shape, node.Inputs[1]!.Shape, node.Output.Shape);
        return new(x[0], x[1], w[1], Axis(0), Axis(1));

        TransposedAxis Axis(int axis) => new(x[axis + 2], y[axis + 2], w[axis + 2], conv.Strides[axis], conv.Pads[axis]);
    }

    /// <summary>Every input with every filter, whether or not the result is cut off.</summary>
    public long Macs => (long)Batch * Inputs * Rows.Input * Columns.Input * Outputs * Rows.Kernel * Columns.Kernel;

    /// <summary>What the taps of the results at the edges touch beyond the input.</summary>
    public Borders Borders => new(Rows.Before, Columns.Before, Rows.Behind, Columns.Behind);
}

/// <summary>
/// One axis of a transposed convolution. Result o sums the inputs i and taps k with stride·i + k = o + pad: from
/// i = ⌊(o + pad)/stride⌋ down, as many as there are taps k ≡ o + pad (mod stride).
/// </summary>
internal sealed record TransposedAxis(int Input, int Output, int Kernel, int Stride, int Pad)
{
    /// <summary>Zeros that are read before the input.</summary>
    public int Before => Math.Max(0, Ends(0).Max(end => end.Taps - 1 - end.Last));

    /// <summary>Zeros that are read behind it.</summary>
    public int Behind => Math.Max(0, Ends(Math.Max(0, Output - Stride)).Max(end => end.Last - (Input - 1)));

    // A whole stride further, everything moves by one input.
    private IEnumerable<(int Last, int Taps)> Ends(int first) => Enumerable.Range(first, Math.Min(Stride, Output - first))
        .Select(o => (Last: (o + Pad) / Stride, Taps: (Kernel - 1 + Stride - ((o + Pad) % Stride)) / Stride))
        .Where(end => end.Taps > 0)
        .DefaultIfEmpty((0, 1));
}
