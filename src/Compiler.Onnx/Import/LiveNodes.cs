using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Onnx.Import;

/// <summary>Leaves out what nobody reads.</summary>
internal static class LiveNodes
{
    /// <summary>
    /// The nodes that outputs of the graph follow from, in order. Outputs of theirs that nobody reads have an empty name.
    /// </summary>
    public static IReadOnlyList<OnnxNode> Of(OnnxGraph graph)
    {
        var needed = graph.Outputs.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
        var live = new List<OnnxNode>();
        for (var i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            var node = graph.Nodes[i];
            if (!node.Outputs.Any(needed.Contains))
                continue;
            live.Add(node.Outputs.All(needed.Contains) ? node : WithoutUnread(node, needed));
            needed.UnionWith(node.Inputs);
            needed.UnionWith(node.Attributes.SelectMany(attribute => attribute.Subgraphs).SelectMany(inner => inner.Captures));
            // An absent operand names no value.
            needed.Remove("");
        }

        live.Reverse();
        return live;
    }

    private static OnnxNode WithoutUnread(OnnxNode node, HashSet<string> needed) =>
        node with { Outputs = node.Outputs.Select(output => needed.Contains(output) ? output : "").ToEquatableArray() };
}
