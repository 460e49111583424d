namespace ModelCompiler;

/// <summary>Zeros around the image (ONNX Pad): [C, H, W] → [C, top + H + bottom, left + W + right].</summary>
/// <param name="pads">One number for all sides, or height and width, or top, left, bottom and right.</param>
public sealed class ZeroPad2DAttribute(params int[] pads) : LayerAttribute
{
    /// <summary>One number for all sides, or height and width, or top, left, bottom and right.</summary>
    public int[] Pads { get; } = pads;
}
