using System.ComponentModel;

namespace ModelCompiler.CompilerServices;

/// <summary>Collects the tensors of a model that was declared with random weights and is too large to carry them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RandomWeights
{
    private readonly List<WeightTensor> _tensors = [];
    private readonly long _seed;

    /// <summary>Starts drawing from a seed.</summary>
    public RandomWeights(long seed) => _seed = seed;

    /// <summary>Adds filters [out, …], He-uniform.</summary>
    public RandomWeights Filters(string name, params ReadOnlySpan<int> shape) =>
        Add(name, shape, RandomTensor.Filters(name, _seed, Length(shape), Length(shape[1..])));

    /// <summary>Adds filters [out, …] whose elements are numbers of bfloat16.</summary>
    public RandomWeights ShortFilters(string name, params ReadOnlySpan<int> shape) =>
        Add(name, shape, RandomTensor.ShortFilters(name, _seed, Length(shape), Length(shape[1..])));

    /// <summary>Adds factors or variances.</summary>
    public RandomWeights Factors(string name, params ReadOnlySpan<int> shape) =>
        Add(name, shape, RandomTensor.Factors(name, _seed, Length(shape)));

    /// <summary>Adds biases, shifts or means.</summary>
    public RandomWeights Shifts(string name, params ReadOnlySpan<int> shape) =>
        Add(name, shape, RandomTensor.Shifts(name, _seed, Length(shape)));

    /// <summary>The tensors as a weight set.</summary>
    public ModelWeights ToWeights() => ModelWeights.FromTensors(_tensors);

    private RandomWeights Add(string name, ReadOnlySpan<int> shape, float[] values)
    {
        _tensors.Add(new WeightTensor(name, [.. shape], values));
        return this;
    }

    private static int Length(ReadOnlySpan<int> shape)
    {
        var length = 1;
        foreach (var dimension in shape)
            length *= dimension;
        return length;
    }
}
