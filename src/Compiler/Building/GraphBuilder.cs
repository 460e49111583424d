using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building;

/// <summary>
/// From the user's words to a typed graph: resolves names and defaults, infers every shape, turns SAME padding into explicit pads.
/// Reports every independent mistake at once; a layer that reads a layer with a mistake is left out silently.
/// </summary>
internal static class GraphBuilder
{
    /// <param name="definition">A definition in which the front end found no mistake: kinds and properties are the catalogue's.</param>
    /// <returns>The graph, or null if a mistake was reported.</returns>
    /// <exception cref="InvalidOperationException">The definition was not checked against the layer catalogue.</exception>
    public static Graph? Build(ModelDefinition definition, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        var graph = Build(definition, new Graph(definition.Name), found);
        if (definition.IsStateful == true && !found.HasErrors)
            Streaming.Apply(definition, graph, found);
        diagnostics.AddRange(found.Diagnostics);
        if (found.HasErrors)
            return null;
        GraphVerifier.Verify(graph, nameof(GraphBuilder));
        return graph;
    }

    private static Graph Build(ModelDefinition definition, Graph graph, DiagnosticBag diagnostics)
    {
        if (!definition.Layers.Any(layer => LayerKinds.IsInput(layer) || LayerKinds.SchemaOf(layer.Kind).IsOperator))
        {
            diagnostics.Report(DiagnosticCatalog.NoInput, DiagnosticTarget.Model, definition.Name);
            return graph;
        }
        var batch = BatchSize.Read(definition, diagnostics);
        var names = LayerNames.Resolve(definition, diagnostics);
        var connections = LayerConnections.Resolve(definition, names, diagnostics);
        var values = new Value?[definition.Layers.Count];
        var folding = new FoldingBudget();
        for (var i = 0; i < values.Length; i++)
            values[i] = BuildLayer(definition.Layers[i], i);
        foreach (var output in connections.Outputs)
            if (values[output] is { } value)
                graph.Outputs.Add(AsOutput(value, output));
        RemoveUnread(graph);
        return graph;

        Value? BuildLayer(LayerDefinition layer, int index)
        {
            if (connections.SourcesOf(index) is not { } sources)
                return null;
            var given = sources.Where(source => source != LayerConnections.Absent);
            if (given.Any(source => values[source] is null))
                return null;
            var operands = sources.Select(source => source == LayerConnections.Absent ? null : values[source]).ToList();
            return LayerKinds.BuilderOf(layer.Kind)(ContextOf(index, operands));
        }

        // Outputs are computed values under the name of their layer: what a layer only passes on is copied.
        Value AsOutput(Value value, int layer) =>
            value.Name == names[layer] && value.Producer is not null && !graph.Outputs.Contains(value)
                ? value : ContextOf(layer, [value]).AppendCopy(value);

        LayerContext ContextOf(int layer, IReadOnlyList<Value?> operands) =>
            new(graph, new LayerReader(definition.Layers[layer], layer, names[layer], diagnostics), operands, folding) { Batch = batch };
    }

    /// <summary>
    /// Takes away what a layer has found it does not need: an operand without elements, or one of which the result is known from its
    /// shape alone.
    /// </summary>
    private static void RemoveUnread(Graph graph)
    {
        var read = new HashSet<Value>(graph.Outputs);
        for (var i = graph.Nodes.Count - 1; i >= 0; i--)
            if (graph.Nodes[i].Outputs.Exists(read.Contains))
                read.UnionWith(graph.Nodes[i].Inputs.OfType<Value>());
        graph.Nodes.RemoveAll(node => !node.Outputs.Exists(read.Contains));
    }
}
