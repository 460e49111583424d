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
    private static readonly EquatableArray<ModelPort> Single = [Port("value")];

    public static (EquatableArray<ModelPort> Inputs, EquatableArray<ModelPort> Outputs) Of(ModelDefinition? definition)
    {
        if (definition is null)
            return (Single, Single);
        var names = LayerNames.Resolve(definition, new DiagnosticBag());
        var inputs = Enumerable.Range(0, definition.Layers.Count)
            .Where(i => LayerKinds.IsInput(definition.Layers[i]))
            .Select(i => new ModelPort(names[i], TypeOf(definition.Layers[i]), FormatOf(definition.Layers[i]))).ToEquatableArray();
        var outputs = definition.Outputs.Select(Port).ToEquatableArray();
        return (inputs.Count == 0 ? Single : inputs, outputs.Count == 0 ? Single : outputs);
    }

    private static InputFormat? FormatOf(LayerDefinition input) =>
        input.Kind == LayerKinds.Input && input.Properties.Any(property => property is { Name: "element", Value: PropertyValue.Text { Value: "UInt8" } })
            ? new InputFormat(false, ElementType.UInt8, [], []) : null;

    private static TensorType TypeOf(LayerDefinition input)
    {
        var element = input.Kind == LayerKinds.OperatorInput && input.Properties.FirstOrDefault(property => property.Name == "element")
            is { Value: PropertyValue.Text text } && Enum.TryParse<ElementType>(text.Value, out var type) ? type : ElementType.Float32;
        return new TensorType(element, TensorShape.Of(0));
    }

    private static ModelPort Port(string name) => new(name, TensorType.Float(0));
}
