using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Passes;

/// <summary>Steps that several passes share.</summary>
internal static class GraphRewriting
{
    /// <summary>The node that computes a value which nothing but one node reads; null if there is no such node.</summary>
    public static Node? SoleProducer(this Graph graph, Value? value) =>
        value?.Producer is { } producer && graph.HasSingleConsumer(value) ? producer : null;

    /// <summary>Tries a rewrite at every node with an operator; it returns whether it changed the graph, and so does this.</summary>
    public static bool RewriteEach<TOp>(this Graph graph, Func<Graph, Node, bool> rewrite)
        where TOp : Op
    {
        var changed = false;
        foreach (var node in graph.Nodes.Where(node => node.Op is TOp).ToList())
            changed |= rewrite(graph, node);
        return changed;
    }

    /// <summary>
    /// Removes <paramref name="later"/>, whose work <paramref name="node"/> now does too: the node computes the later value, so that
    /// outputs of the model keep their names.
    /// </summary>
    public static void Absorb(this Graph graph, Node node, Node later)
    {
        var output = later.Output;
        node.Outputs[0] = output;
        output.Producer = node;
        graph.Nodes.Remove(later);
    }

    /// <summary>Removes a node that copies its first operand: its readers read the operand.</summary>
    public static void Bypass(this Graph graph, Node node)
    {
        graph.ReplaceUses(node.Output, node.Inputs[0]!);
        graph.Nodes.Remove(node);
    }
}
