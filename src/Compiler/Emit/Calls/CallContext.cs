using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>What the methods of a network have in common: where buffers lie, and how views become text.</summary>
internal sealed class CallContext(ExecutionPlan plan)
{
    private readonly Dictionary<int, int> _offsets = plan.Buffers.ToDictionary(buffer => buffer.Id, buffer => buffer.FloatOffset);

    public ExecutionPlan Plan => plan;

    /// <summary>Offset in the arena of element (0, 0, 0, 0).</summary>
    public int Origin(TensorView view) => Start(view) + view.Geometry.Origin;

    /// <summary>Offset in the arena of the view's first float, border included.</summary>
    public int Start(TensorView view) => _offsets[view.Buffer] + view.Offset;

    /// <summary>A span over a tensor from element (0, 0, 0, 0) to its end.</summary>
    public string Span(TensorView view)
    {
        var element = view.Element;
        var length = view.Geometry.Length - view.Geometry.Origin;
        if (element == ElementType.Float32)
            return $"arena.Span.Slice({Origin(view)}, {length})";
        var floats = ((long)length * element.Size() + sizeof(float) - 1) / sizeof(float);
        var span = $"MemoryMarshal.Cast<float, {element.CSharpName()}>(arena.Span.Slice({Start(view)}, {floats}))";
        return floats * sizeof(float) == (long)length * element.Size() ? span : $"{span}.Slice(0, {length})";
    }

    /// <summary>Offset of the first input that the window of output (0, 0) reads; it may lie in the border.</summary>
    public int WindowOrigin(TensorView view, Window window) =>
        Origin(view) - (window.PadTop * view.Geometry.RowStride) - (window.PadLeft * view.Geometry.Block);

    /// <summary>A tensor as two arguments of Runtime's functions: offset and layout.</summary>
    public string Arguments(TensorView view) => $"{Origin(view)}, {Layout(view.Geometry)}";

    /// <summary>
    /// A tensor as an operand of a row-wise call: the rows from <c>first</c> to <c>end</c> where the call is split, unless one row serves
    /// them all.
    /// </summary>
    public string Rows(RowwiseCall call, TensorView view) => call.IsSplit && view.Geometry.Height > 1
        ? $"{Origin(view)} + first * {view.Geometry.RowStride}, {Layout(view.Geometry, "end - first")}" : Arguments(view);

    public static string Layout(Geometry g) => Layout(g, CSharpText.Number(g.Height));

    private static string Layout(Geometry g, string height) =>
        $"new TensorLayout(Batch: {g.Batch}, Channels: {g.Channels}, Block: {g.Block}, Height: {height}, Width: {g.Width}, "
        + $"RowStride: {g.RowStride}, BlockStride: {g.BlockStride}, BatchStride: {g.BatchStride})";

    /// <summary>The function of Runtime's Activations for an activation, with the arguments behind the span.</summary>
    public static (string Function, string Arguments) Activation(ActivationFunction activation) => activation.Kind switch
    {
        ActivationKind.LeakyRelu => ("LeakyRelu", ", " + CSharpText.Float(activation.Alpha)),
        ActivationKind.Elu => ("Elu", ", " + CSharpText.Float(activation.Alpha)),
        ActivationKind.HardSigmoid or ActivationKind.Quantize or ActivationKind.QuantizeSteps =>
            (activation.Kind.ToString(), $", {CSharpText.Float(activation.Alpha)}, {CSharpText.Float(activation.Beta)}"),
        _ => (activation.Kind.ToString(), ""),
    };

    /// <summary>
    /// Writes <c>row</c>, <c>block</c> and <c>sample</c> from the number of a work item, which counts rows fastest; those of which
    /// there is only one are left out.
    /// </summary>
    /// <param name="rowsPerItem">Rows that an item covers, the last one maybe fewer; <c>row</c> is the first of them.</param>
    /// <param name="samplesFirst">Whether samples count faster than blocks.</param>
    public static void WriteItem(
        SourceWriter writer, int rows, int blocks, int batch, int rowsPerItem = 1, bool samplesFirst = false)
    {
        var row = (Name: "row", Count: (rows + rowsPerItem - 1) / rowsPerItem);
        List<(string Name, int Count)> parts = samplesFirst
            ? [row, ("sample", batch), ("block", blocks)] : [row, ("block", blocks), ("sample", batch)];
        parts.RemoveAll(part => part.Count == 1);
        if (row.Count == 1 && rows > 1)
            writer.Line("int row = 0;");
        var below = 1;
        foreach (var part in parts)
        {
            var quotient = below == 1 ? "item" : $"item / {below}";
            var index = part == parts[parts.Count - 1] ? quotient : $"{quotient} % {part.Count}";
            writer.Line($"int {part.Name} = {index}{(part == row && rowsPerItem > 1 ? $" * {rowsPerItem}" : "")};");
            below *= part.Count;
        }
    }

    /// <summary>Writes the variable with the offset of a work item's row in a tensor.</summary>
    public void WriteRowOffset(SourceWriter writer, string name, TensorView view, int blocksPerItem)
    {
        var g = view.Geometry;
        writer.Line($"int {name} = {Offset(
            Origin(view), ("row", g.RowStride, g.Height), ("block", blocksPerItem * g.BlockStride, g.BlockCount / blocksPerItem),
            ("sample", g.BatchStride, g.Batch))};");
    }

    /// <summary>A loop over channel blocks, or nothing where there is only one.</summary>
    public static IDisposable? LoopOver(SourceWriter writer, string variable, int count) =>
        count == 1 ? null : writer.Block($"for (int {variable} = 0; {variable} < {count}; {variable}++)");

    /// <summary>A loop over rows of an item, or nothing where it has only one; <paramref name="count"/> is the number's text.</summary>
    public static IDisposable? LoopOver(SourceWriter writer, string variable, int maximum, string count) =>
        maximum == 1 ? null : writer.Block($"for (int {variable} = 0; {variable} < {count}; {variable}++)");

    /// <summary>An offset of terms that are left out where they are zero: <c>1024 + row * 512 + block * 16</c>.</summary>
    public static string Offset(int constant, params (string Variable, int Stride, int Count)[] terms) =>
        Offset(constant == 0 ? "" : CSharpText.Number(constant), terms);

    public static string Offset(string start, params (string Variable, int Stride, int Count)[] terms)
    {
        var parts = terms.Where(term => term.Count > 1 && term.Stride != 0)
            .Select(term => term.Stride == 1 ? term.Variable : $"{term.Variable} * {CSharpText.Number(term.Stride)}");
        var sum = string.Join(" + ", start.Length == 0 ? parts : parts.Prepend(start));
        return sum.Length == 0 ? "0" : sum;
    }
}
