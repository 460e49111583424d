using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler;

/// <summary>
/// Inputs and outputs of a model that could not be built: their number, names and element types as far as the definition tells
/// them, so that calls of its members still compile. Their sizes are unknown and count as 0.
/// </summary>
internal static class StubPorts
{
    private static readonly EquatableArray<ModelPort> Single = [Port("value", null)];

    public static (EquatableArray<ModelPort> Inputs, EquatableArray<ModelPort> Outputs) Of(ModelDefinition? definition)
    {
        if (definition is null)
            return (Single, Single);
        var names = LayerNames.Resolve(definition, new DiagnosticBag());
        var inputs = Enumerable.Range(0, definition.Layers.Count)
            .Where(i => definition.Layers[i].Kind == LayerKinds.Input)
            .Select(i => Port(names[i], FormatOf(definition.Layers[i]))).ToEquatableArray();
        var outputs = definition.Outputs.Select(name => Port(name, null)).ToEquatableArray();
        return (inputs.Count == 0 ? Single : inputs, outputs.Count == 0 ? Single : outputs);
    }

    private static InputFormat? FormatOf(LayerDefinition input) =>
        input.Properties.Any(property => property is { Name: "element", Value: PropertyValue.Text { Value: "UInt8" } })
            ? new InputFormat(false, ElementType.UInt8, [], []) : null;

    private static ModelPort Port(string name, InputFormat? format) => new(name, TensorType.Float(0), format);
}
