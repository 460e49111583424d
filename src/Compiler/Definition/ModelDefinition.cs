using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Definition;

/// <summary>
/// A network in the user's words, as every front end fills it. Nothing is checked or resolved here beyond what the
/// layer catalogue says of a layer's properties; shapes, names and ranges are the graph builder's business.
/// </summary>
internal sealed record ModelDefinition
{
    /// <summary>
    /// The largest batch: far beyond use, since dense layers are at their best from 8 samples on and convolutions gain nothing. The batch
    /// multiplies every length of the public surface, so that a slip of the keyboard is better told than allocated.
    /// </summary>
    public const int MaximumBatch = 1024;

    public required string Name { get; init; }

    public required EquatableArray<LayerDefinition> Layers { get; init; }

    /// <summary>Names of the layers whose values are the model's outputs; empty means the last layer.</summary>
    public EquatableArray<string> Outputs { get; init; }

    public WeightsReference Weights { get; init; } = WeightsReference.None;

    /// <summary>How many samples the model takes at once; null if nothing is said, which means one.</summary>
    public long? Batch { get; init; }

    /// <summary>Whether recurrent layers keep their states from run to run; null if nothing is said, which means no.</summary>
    public bool? IsStateful { get; init; }

    /// <summary>What the model may cost at most.</summary>
    public ModelBudget Budget { get; init; } = ModelBudget.None;
}

/// <summary>Where a model's weights come from.</summary>
internal abstract record WeightsReference
{
    public static WeightsReference None { get; } = new NoWeights();

    /// <summary>None given: the user passes them at run time.</summary>
    internal sealed record NoWeights : WeightsReference;

    /// <summary>A weight file that the project lists.</summary>
    internal sealed record FromFile(string FileName) : WeightsReference;

    /// <summary>Seeded He-uniform weights.</summary>
    internal sealed record FromSeed(long Seed) : WeightsReference;
}

/// <summary>One layer as written.</summary>
/// <param name="Kind">A kind of the layer catalogue, such as <c>Conv2D</c>.</param>
/// <param name="Name">The layer's own name; null for the default one (conv1, conv2, dense1 …).</param>
/// <param name="From">Names of the layers whose outputs this one reads; empty for the layer before.</param>
/// <param name="Properties">The properties that were written, under their names in the catalogue.</param>
internal sealed record LayerDefinition(
    string Kind, string? Name, EquatableArray<string> From, EquatableArray<LayerProperty> Properties);

/// <summary>A property as written: already of the type that the catalogue asks for.</summary>
internal sealed record LayerProperty(string Name, PropertyValue Value);

/// <summary>The value of a property.</summary>
internal abstract record PropertyValue
{
    internal sealed record Integers(EquatableArray<long> Values) : PropertyValue;

    internal sealed record Numbers(EquatableArray<double> Values) : PropertyValue;

    internal sealed record Flag(bool Value) : PropertyValue;

    /// <summary>A member of an enumeration, or free text.</summary>
    internal sealed record Text(string Value) : PropertyValue;
}
