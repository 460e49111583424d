namespace ModelCompiler;

/// <summary>
/// Groups of factor² channels become blocks of factor×factor pixels (ONNX DepthToSpace, CRD):
/// [C, H, W] → [C/factor², factor·H, factor·W].
/// </summary>
/// <param name="factor">Height and width of the blocks.</param>
public sealed class PixelShuffleAttribute(int factor) : LayerAttribute
{
    /// <summary>Height and width of the blocks.</summary>
    public int Factor { get; } = factor;
}
