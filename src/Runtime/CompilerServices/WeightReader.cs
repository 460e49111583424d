using System.ComponentModel;

namespace ModelCompiler.CompilerServices;

/// <summary>Gives generated code the tensors of a weight file, checked against what the model expects.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WeightReader
{
    private readonly ModelWeights _weights;
    private readonly string _model;
    private readonly HashSet<string> _read = [];

    /// <summary>Starts reading <paramref name="weights"/> for the model named <paramref name="model"/>.</summary>
    public WeightReader(ModelWeights weights, string model)
    {
        _weights = weights;
        _model = model;
    }

    /// <summary>The elements of a tensor.</summary>
    /// <exception cref="WeightFormatException">The tensor is missing or has another shape.</exception>
    public float[] Read(string name, params ReadOnlySpan<int> shape)
    {
        var found = _weights.Find(name) ?? throw new WeightFormatException(
            $"{_model} needs a tensor '{name}' of shape {WeightErrors.Shape(shape)}, but the weights have none of that name. "
            + $"They have: {string.Join(", ", _weights.Tensors.Take(20).Select(tensor => tensor.Name))}.");
        if (!found.Shape.AsSpan().SequenceEqual(shape))
            throw new WeightFormatException(
                $"{_model} expects '{name}' to have shape {WeightErrors.Shape(shape)}, but the weights have {WeightErrors.Shape(found.Shape)}.");
        _read.Add(name);
        return _weights.GetValues(name);
    }

    /// <summary>Ends reading.</summary>
    /// <exception cref="WeightFormatException">The weights hold tensors that the model has not asked for.</exception>
    public void RequireAllRead()
    {
        var surplus = _weights.Tensors.Where(tensor => !_read.Contains(tensor.Name)).Select(tensor => tensor.Name).ToList();
        if (surplus.Count > 0)
            throw new WeightFormatException(
                $"The weights hold {surplus.Count} tensors that {_model} does not have: {string.Join(", ", surplus.Take(20))}.");
    }
}
