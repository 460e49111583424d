namespace ModelCompiler;

/// <summary>A layer of a compiled model. Layers follow one another in the order of the attributes.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// The layer's name, unique in the model: weights and <see cref="From"/> refer to it. Default: the kind and a count per
    /// kind, such as conv1, conv2, dense1; a model's only input is just input.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>Name of an earlier layer whose result this one reads. Default: the layer before.</summary>
    public string? From { get; set; }
}
