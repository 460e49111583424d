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
        diagnostics.AddRange(found.Diagnostics);
        if (found.HasErrors)
            return null;
        GraphVerifier.Verify(graph, nameof(GraphBuilder));
        return graph;
    }

    private static Graph Build(ModelDefinition definition, Graph graph, DiagnosticBag diagnostics)
    {
        if (!definition.Layers.Any(layer => layer.Kind == LayerKinds.Input))
        {
            diagnostics.Report(DiagnosticCatalog.NoInput, DiagnosticTarget.Model, definition.Name);
            return graph;
        }
        var names = LayerNames.Resolve(definition, diagnostics);
        var connections = LayerConnections.Resolve(definition, names, diagnostics);
        var values = new Value?[definition.Layers.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = BuildLayer(definition.Layers[i], i);
        foreach (var output in connections.Outputs)
            if (values[output] is { } value)
                graph.Outputs.Add(value);
        return graph;

        Value? BuildLayer(LayerDefinition layer, int index)
        {
            if (connections.SourcesOf(index) is not { } sources)
                return null;
            var operands = sources.Select(source => values[source]).ToList();
            if (operands.Contains(null))
                return null;
            var reader = new LayerReader(layer, index, names[index], diagnostics);
            return LayerKinds.BuilderOf(layer.Kind)(new LayerContext(graph, reader, operands!));
        }
    }
}
