namespace ModelCompiler;

/// <summary>Fewer elements along all spatial axes: [C, L…] → [C, L − begin − end…].</summary>
/// <param name="crops">How many are taken away: one number, one for each spatial axis, or begins of all axes, then ends.</param>
public sealed class CropAttribute(params int[] crops) : LayerAttribute
{
    /// <summary>How many are taken away: one number, one for each spatial axis, or begins of all axes, then ends.</summary>
    public int[] Crops { get; } = crops;
}
