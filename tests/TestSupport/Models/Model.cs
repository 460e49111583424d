using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Testing.Models;

/// <summary>Writes definitions shortly: <c>Model.Of("net", Layer.Input(1, 28, 28), Layer.Dense(10))</c>.</summary>
internal static class Model
{
    public static ModelDefinition Of(string name, params IEnumerable<LayerDefinition> layers) =>
        new() { Name = name, Layers = layers.ToEquatableArray() };

    /// <summary>Chooses the layers whose values are the outputs.</summary>
    public static ModelDefinition WithOutputs(this ModelDefinition model, params IEnumerable<string> outputs) =>
        model with { Outputs = outputs.ToEquatableArray() };

    /// <summary>The graph of a definition without mistakes.</summary>
    /// <exception cref="InvalidOperationException">It has mistakes; the message lists them.</exception>
    public static Graph ToGraph(this ModelDefinition model)
    {
        var diagnostics = new DiagnosticBag();
        var graph = GraphBuilder.Build(model, diagnostics);
        return graph ?? throw new InvalidOperationException(string.Join("\n", diagnostics.Diagnostics));
    }
}
