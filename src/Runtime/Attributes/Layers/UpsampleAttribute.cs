namespace ModelCompiler;

/// <summary>
/// More elements along all spatial axes (ONNX Resize): [C, L…] → [C, scale·L…]. Interpolation is between the centres of pixels, as in PyTorch.
/// </summary>
/// <param name="scale">How many times as large: one number, or one for each spatial axis.</param>
public sealed class UpsampleAttribute(params int[] scale) : LayerAttribute
{
    /// <summary>How many times as large: one number, or one for each spatial axis.</summary>
    public int[] Scale { get; } = scale;

    /// <summary>How elements are made.</summary>
    public Interpolation Mode { get; set; }

    /// <summary>Whether the first and last elements keep their places, and not the edges of their pixels.</summary>
    public bool AlignCorners { get; set; }
}
