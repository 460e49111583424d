namespace ModelCompiler;

/// <summary>
/// x·(bias + alpha/size·Σ x²)^−beta with the sum over size neighbouring channels, c − ⌊(size − 1)/2⌋ to c + ⌈(size − 1)/2⌉, at the
/// same position (ONNX LRN). Shape unchanged.
/// </summary>
/// <param name="size">Number of channels in the sum.</param>
public sealed class LocalResponseNormalizationAttribute(int size) : LayerAttribute
{
    /// <summary>Number of channels in the sum.</summary>
    public int Size { get; } = size;

    /// <summary>Factor of the mean of the squares.</summary>
    public double Alpha { get; set; } = 0.0001;

    /// <summary>Exponent.</summary>
    public double Beta { get; set; } = 0.75;

    /// <summary>Added to the mean of the squares.</summary>
    public double Bias { get; set; } = 1;
}
