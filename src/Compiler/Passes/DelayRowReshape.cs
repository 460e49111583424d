using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Passes;

/// <summary>
/// Keeps sequences images of one row from one layer to the next: what works element by element, or puts tensors one behind the other, does
/// so before the row becomes a sequence again. Then normalisations, activations and sums stand behind the convolution that they are fused
/// with, and the reshapes between two layers cancel.
/// <code>
/// a = Conv(row); b = Reshape(a, [1, 8, 100]); c = Relu(b)   →   a = Conv(row); b = Relu(a); c = Reshape(b, [1, 8, 100])
/// </code>
/// Not if no operand is a row, nor for operands that are constant.
/// </summary>
internal sealed class DelayRowReshape : IGraphPass
{
    public string Name => nameof(DelayRowReshape);

    public bool Run(Graph graph)
    {
        var changed = false;
        foreach (var node in graph.Nodes.ToList())
            changed |= Delay(graph, node);
        return changed;
    }

    private static bool Delay(Graph graph, Node node)
    {
        if (RowOf(node.Op) is not { } op || node.Output.Shape.Rank != 3)
            return false;
        // A normalisation's other operands are numbers for each channel.
        var count = node.Op is BatchNormalization ? 1 : node.Inputs.Count;
        var operands = node.Inputs.Take(count).ToList();
        if (!operands.TrueForAll(value => value is { IsConstant: false, Shape.Rank: 3 }) || !operands.Exists(value => IsRow(value!)))
            return false;
        for (var i = 0; i < count; i++)
            node.Inputs[i] = IsRow(operands[i]!) ? operands[i]!.Producer!.Inputs[0] : ToRow(graph, node, operands[i]!, i);
        node.Op = op;
        var sequence = node.Output;
        var reshape = new Node(graph.TakeName(node.Name + "::row"), new Reshape(sequence.Shape), []) { Layer = node.Layer };
        var row = graph.NewValue(reshape.Name, sequence.Type with { Shape = Row(sequence.Shape) });
        node.Outputs[0] = row;
        row.Producer = node;
        reshape.Inputs.Add(row);
        reshape.Outputs.Add(sequence);
        sequence.Producer = reshape;
        graph.Nodes.Insert(graph.Nodes.IndexOf(node) + 1, reshape);
        foreach (var operand in operands.Distinct())
            if (IsRow(operand!) && !graph.Outputs.Contains(operand!) && !graph.ConsumersOf(operand!).Any())
                graph.Nodes.Remove(operand!.Producer!);
        return true;
    }

    /// <summary>The operator on rows; null for one that is not moved.</summary>
    private static Op? RowOf(Op op) => op switch
    {
        Activate or BatchNormalization or Add or Mul => op,
        Concat concat => concat.Axis == 2 ? new Concat(3) : concat,
        _ => null,
    };

    private static bool IsRow(Value value) =>
        value.Producer is { Op: Reshape } producer && producer.Inputs[0] is { IsConstant: false } source
        && source.Shape == Row(value.Shape);

    private static Value ToRow(Graph graph, Node node, Value value, int number)
    {
        var name = graph.TakeName(FormattableString.Invariant($"{node.Name}::image{number + 1}"));
        var reshape = new Node(name, new Reshape(Row(value.Shape)), [value]) { Layer = node.Layer };
        var row = graph.NewValue(name, value.Type with { Shape = Row(value.Shape) });
        row.Producer = reshape;
        reshape.Outputs.Add(row);
        graph.Nodes.Insert(graph.Nodes.IndexOf(node), reshape);
        return row;
    }

    private static TensorShape Row(TensorShape sequence) => TensorShape.Of(sequence[0], sequence[1], 1, sequence[2]);
}
