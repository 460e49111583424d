using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Keras.Reading;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Keras;

namespace ModelCompiler.Compiler.Keras.Import;

/// <summary>The inputs of a model: what is passed to the compiled model is what Keras takes, in its order of axes.</summary>
internal static class InputLayers
{
    /// <summary>The shape that a layer says its input has, batch included, which may be open; null if it says none.</summary>
    public static JsonPlace? FindShape(KerasNode node) =>
        node.Config.TryFind("batch_input_shape") ?? node.Config.TryFind("batch_shape") ?? node.Config.TryFind("input_shape");

    /// <summary>The batch that a shape names; null if it is open.</summary>
    public static int? BatchOf(JsonPlace shape, KerasNode node) =>
        HasBatch(shape) && shape.TryElements() is [var first, ..] && first.TryInteger() is { } batch
            ? batch is >= 1 and <= ModelDefinition.MaximumBatch ? (int)batch
                : throw new KerasMistakeException(
                    Mistake.OptionUnsupported, first, node.Label, first.Where, first.Describe(), $"null or 1 to {ModelDefinition.MaximumBatch}")
            : null;

    /// <summary>Adds an input to the definition.</summary>
    /// <param name="node">The layer that says the shape.</param>
    /// <param name="isImage">
    /// Whether an image or sequence is computed on with its channels first, which moves its elements while it is read.
    /// </param>
    public static KerasTensor Add(DefinitionDraft draft, KerasNode node, JsonPlace shape, string name, bool isImage)
    {
        var dimensions = shape.Elements("an array of dimensions");
        long[] sizes = [.. (HasBatch(shape) ? dimensions.Skip(1) : dimensions).Select(Dimension)];
        var element = ElementOf(node);
        if (element is "Float32" or "UInt8" && isImage && sizes.Length is 2 or 3)
        {
            long[] image = [sizes[^1], .. sizes.Length == 2 ? [1L] : Array.Empty<long>(), .. sizes[..^1]];
            return KerasTensor.ChannelsFirst(
                draft.Add(node, "Input", name, [], ("shape", image), ("layout", "ChannelsLast"), ("element", element)), sizes.Length + 1);
        }

        return KerasTensor.AsKeras(element is "Float32" or "UInt8" && sizes.Length is 1 or 3
            ? draft.Add(node, "Input", name, [], ("shape", sizes), ("element", element))
            : draft.Add(node, "onnx.Input", name, [], ("shape", (long[])[draft.Batch, .. sizes]), ("element", element)));

        long Dimension(JsonPlace place) => place.TryInteger() is { } size and >= 1 and <= int.MaxValue
            ? size
            : throw new KerasMistakeException(Mistake.ShapeUnknown, shape, node.Label, shape.Where, shape.Describe());
    }

    private static bool HasBatch(JsonPlace shape) => !shape.Path.EndsWith(".input_shape", StringComparison.Ordinal);

    private static string ElementOf(KerasNode node)
    {
        // Layers that compute have the type of their weights there, which is float32 here whatever it is.
        var place = node.IsInput ? node.Config.TryFind("dtype") : null;
        var name = place?.TryFind("config")?.TryFind("name") ?? place;
        return name?.Text() switch
        {
            null or "float32" or "float16" or "bfloat16" or "float64" => "Float32",
            "int32" => "Int32",
            "int64" => "Int64",
            "uint8" => "UInt8",
            "int8" => "Int8",
            "bool" => "Bool",
            _ => throw new KerasMistakeException(
                Mistake.OptionUnsupported, name, node.Label, name!.Where, name.Describe(), "a type of numbers"),
        };
    }
}
