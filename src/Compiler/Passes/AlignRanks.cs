using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Passes;

/// <summary>
/// Gives the operands of Add and Mul the rank of their result: broadcasting aligns shapes at their last axis, and layouts know
/// axes by their position from the first.
/// <code>
/// Add(x [1, 8, 4, 8], y [1, 8])   →   Add(x, Reshape(y, [1, 1, 1, 8]))
/// </code>
/// </summary>
internal sealed class AlignRanks : IGraphPass
{
    public string Name => nameof(AlignRanks);

    public bool Run(Graph graph)
    {
        var changed = false;
        foreach (var node in graph.Nodes.Where(node => node.Op is Add or Mul).ToList())
            for (var i = 0; i < 2; i++)
                changed |= Align(graph, node, i);
        return changed;
    }

    private static bool Align(Graph graph, Node node, int input)
    {
        var operand = node.Inputs[input]!;
        var missing = node.Output.Shape.Rank - operand.Shape.Rank;
        if (missing == 0)
            return false;
        var shape = TensorShape.Of([.. Enumerable.Repeat(1, missing), .. operand.Shape.Dimensions]);
        var name = $"{node.Name}.operand{input + 1}";
        var reshape = new Node(name, new Reshape(shape), [operand]) { Layer = node.Layer };
        var aligned = graph.NewValue(name, operand.Type with { Shape = shape });
        aligned.Producer = reshape;
        reshape.Outputs.Add(aligned);
        graph.Nodes.Insert(graph.Nodes.IndexOf(node), reshape);
        node.Inputs[input] = aligned;
        return true;
    }
}
