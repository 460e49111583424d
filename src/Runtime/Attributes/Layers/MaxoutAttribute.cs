namespace ModelCompiler;

/// <summary>Maximum over each run of channels (Goodfellow 2013): [C, …] → [C/pieces, …].</summary>
/// <param name="pieces">Number of channels that become one.</param>
public sealed class MaxoutAttribute(int pieces) : LayerAttribute
{
    /// <summary>Number of channels that become one.</summary>
    public int Pieces { get; } = pieces;
}
