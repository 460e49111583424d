using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>Finds the inputs of the model that a value follows from.</summary>
internal static class ShapeInputs
{
    // Axes, sizes, pads, repeats: some numbers for each of at most 8 axes. What has more is data.
    private const int MaximumElements = 64;

    /// <summary>The layers of the inputs; empty if one of them is data, so that no user could bind it.</summary>
    public static IReadOnlyCollection<ImportedLayer> Of(Operand operand)
    {
        var inputs = new List<ImportedLayer>();
        var seen = new HashSet<Operand>();
        var open = new Stack<Operand>([operand]);
        while (open.TryPop(out var next))
        {
            if (next.Layer is not { } layer || !seen.Add(next))
                continue;
            if (layer.IsInput && !IsShort(next.Type))
                return [];
            if (layer.IsInput && !inputs.Contains(layer))
                inputs.Add(layer);
            foreach (var source in layer.From.OfType<Operand>())
                open.Push(source);
        }

        return inputs;
    }

    private static bool IsShort(TensorType type) => type.Shape.Rank <= 1 && type.Shape.ElementCount <= MaximumElements;
}
