namespace ModelCompiler;

/// <summary>Elements around all spatial axes (ONNX Pad): [C, L…] → [C, begin + L + end…].</summary>
/// <param name="pads">How many are put there: one number, one for each spatial axis, or begins of all axes, then ends.</param>
public sealed class PadAttribute(params int[] pads) : LayerAttribute
{
    /// <summary>How many are put there: one number, one for each spatial axis, or begins of all axes, then ends.</summary>
    public int[] Pads { get; } = pads;

    /// <summary>What padding consists of.</summary>
    public PaddingMode Mode { get; set; }

    /// <summary>The number that constant padding consists of.</summary>
    public double Value { get; set; }
}
