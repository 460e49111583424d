namespace ModelCompiler;

/// <summary>Choices for one instance of a compiled model.</summary>
public sealed class ModelOptions
{
    /// <summary>
    /// Weights to use instead of those that the model was compiled with; null keeps these. They may be shared between
    /// instances.
    /// </summary>
    public ModelWeights? Weights { get; init; }
}
