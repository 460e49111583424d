namespace ModelCompiler;

/// <summary>The k greatest elements of each channel in the order in which they come (Kalchbrenner 2014): [C, L] → [C, k].</summary>
/// <param name="k">How many elements are kept.</param>
public sealed class KMaxPool1DAttribute(int k) : LayerAttribute
{
    /// <summary>How many elements are kept.</summary>
    public int K { get; } = k;
}
