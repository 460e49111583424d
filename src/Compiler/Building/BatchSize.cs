using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Compiler.Building;

/// <summary>How many samples a model takes at once.</summary>
internal static class BatchSize
{
    private static readonly DiagnosticTarget Target = new(-1, "batch");

    /// <summary>The batch of a definition; 1 after a mistake, which is reported.</summary>
    public static int Read(ModelDefinition definition, DiagnosticBag diagnostics)
    {
        if (definition.Batch is not { } batch)
            return 1;
        if (batch is < 1 or > ModelDefinition.MaximumBatch)
        {
            diagnostics.Report(DiagnosticCatalog.BatchOutOfRange, Target, definition.Name, batch, ModelDefinition.MaximumBatch);
            return 1;
        }

        // Operators of ONNX may have the batch in their attributes, such as the shape of a Reshape: they keep the one that they have.
        foreach (var input in definition.Layers.Where(layer => layer.Kind == LayerKinds.OperatorInput))
            if (ShapeOf(input) is { } shape && (shape.Count == 0 || shape[0] != batch))
            {
                diagnostics.Report(DiagnosticCatalog.BatchIsFixed, Target, definition.Name, batch, input.Name ?? "input", shape);
                return 1;
            }

        return (int)batch;
    }

    private static EquatableArray<long>? ShapeOf(LayerDefinition input) =>
        input.Properties.FirstOrDefault(property => property.Name == "shape")?.Value is PropertyValue.Integers { Values: var shape }
            ? shape : null;
}
