namespace ModelCompiler;

/// <summary>
/// x + sin(p/10000^(2i/F)) at feature 2i, x + cos(p/10000^(2i/F)) at feature 2i + 1 of step p (Vaswani 2017): [L, F] → [L, F].
/// </summary>
public sealed class PositionalEncodingAttribute : LayerAttribute;
