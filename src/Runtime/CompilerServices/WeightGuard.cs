using System.ComponentModel;

namespace ModelCompiler.CompilerServices;

/// <summary>Checks replacement weights against the tensors that a model was compiled for.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class WeightGuard
{
    // A wrong file differs in every tensor; the first few show that.
    private const int MostFaults = 10;

    /// <summary>Throws unless the weights are exactly the expected tensors.</summary>
    /// <param name="weights">The weights to use.</param>
    /// <param name="model">The name of the model, for the message.</param>
    /// <param name="expected">The name and shape of every tensor of the model.</param>
    /// <exception cref="WeightFormatException">
    /// Tensors are missing, surplus or of another shape; the message lists them with the expected and the found shape.
    /// </exception>
    public static void Require(ModelWeights weights, string model, params ReadOnlySpan<(string Name, int[] Shape)> expected)
    {
        var faults = new List<string>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, shape) in expected)
        {
            names.Add(name);
            if (Fault(weights.Find(name), name, shape) is { } fault)
                faults.Add(fault);
        }
        foreach (var tensor in weights.Tensors)
            if (!names.Contains(tensor.Name))
                faults.Add($"{WeightErrors.Quote(tensor.Name)} of shape {WeightErrors.Shape(tensor.Shape)} is not in the model");
        if (faults.Count > 0)
            throw Mismatch(model, faults);
    }

    private static string? Fault(WeightTensorInfo? found, string name, int[] shape)
    {
        if (found is null)
            return $"{WeightErrors.Quote(name)} is missing; expected shape {WeightErrors.Shape(shape)}";
        return found.Shape.AsSpan().SequenceEqual(shape)
            ? null
            : $"{WeightErrors.Quote(name)} has shape {WeightErrors.Shape(found.Shape)}; expected {WeightErrors.Shape(shape)}";
    }

    private static WeightFormatException Mismatch(string model, List<string> faults)
    {
        var shown = string.Join("; ", faults.Take(MostFaults));
        var rest = faults.Count > MostFaults ? $"; and {faults.Count - MostFaults} more" : "";
        return new WeightFormatException(
            $"The weights do not fit {model}: {shown}{rest}. Export them from the network that the model describes.");
    }
}
