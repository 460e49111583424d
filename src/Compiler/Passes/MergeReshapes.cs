using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Passes;

/// <summary>
/// Merges a Reshape of a Reshape into one, and drops a Reshape to the shape that its operand already has.
/// <code>
/// a = Reshape(x, [1, 4, 9]); b = Reshape(a, [1, 36])   →   b = Reshape(x, [1, 36])
/// </code>
/// </summary>
internal sealed class MergeReshapes : IGraphPass
{
    public string Name => nameof(MergeReshapes);

    public bool Run(Graph graph) =>
        graph.RewriteEach<Reshape>((graph, node) => MergeWithSource(graph, node) | DropIfSameShape(graph, node));

    private static bool MergeWithSource(Graph graph, Node reshape)
    {
        var source = reshape.Inputs[0]!;
        if (source.Producer is not { Op: Reshape } earlier)
            return false;
        reshape.Inputs[0] = earlier.Inputs[0];
        if (!graph.Outputs.Contains(source) && !graph.ConsumersOf(source).Any())
            graph.Nodes.Remove(earlier);
        return true;
    }

    private static bool DropIfSameShape(Graph graph, Node reshape)
    {
        if (reshape.Inputs[0]!.Shape != reshape.Output.Shape || graph.Outputs.Contains(reshape.Output))
            return false;
        graph.Bypass(reshape);
        return true;
    }
}
