namespace ModelCompiler;

/// <summary>
/// The row of a table for each index, 0 for the first; one outside counts as the nearest (ONNX Gather): [L] → [L, features].
/// </summary>
/// <remarks>Weights: <c>weight</c> [rows, features].</remarks>
/// <param name="rows">Number of rows, such as words.</param>
/// <param name="features">Number of values in a row.</param>
public sealed class EmbeddingAttribute(int rows, int features) : LayerAttribute
{
    /// <summary>Number of rows, such as words.</summary>
    public int Rows { get; } = rows;

    /// <summary>Number of values in a row.</summary>
    public int Features { get; } = features;
}
