namespace ModelCompiler;

/// <summary>
/// Mean over bins: bin i of size along an axis begins at ⌊i·L/size⌋ and ends before ⌈(i + 1)·L/size⌉, as in PyTorch: [C, L…] → [C, size…].
/// </summary>
/// <param name="size">Size of the result: one number, or one for each spatial axis.</param>
public sealed class AdaptiveAveragePoolAttribute(params int[] size) : LayerAttribute
{
    /// <summary>Size of the result: one number, or one for each spatial axis.</summary>
    public int[] Size { get; } = size;
}
