using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Passes;

/// <summary>
/// Removes nodes whose result nobody reads. Inputs of the model stay, they are its signature.
/// <code>
/// a = Conv(x); b = Relu(x); output a   →   a = Conv(x); output a
/// </code>
/// </summary>
internal sealed class RemoveUnused : IGraphPass
{
    public string Name => nameof(RemoveUnused);

    public bool Run(Graph graph)
    {
        var read = new HashSet<Value?>(graph.Outputs);
        var before = graph.Nodes.Count;
        for (var i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            if (read.Contains(graph.Nodes[i].Output))
                read.UnionWith(graph.Nodes[i].Inputs);
            else
                graph.Nodes.RemoveAt(i);
        }
        return graph.Nodes.Count < before;
    }
}
