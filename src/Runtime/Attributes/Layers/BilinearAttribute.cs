namespace ModelCompiler;

/// <summary>y_i = aᵀ·W_i·b + c_i for two vectors a and b: [A], [B] → [units].</summary>
/// <remarks>Weights: <c>weight</c> [units, A, B], <c>bias</c> [units].</remarks>
/// <param name="units">Number of outputs.</param>
/// <param name="inputs">Names of the two layers.</param>
public sealed class BilinearAttribute(int units, params string[] inputs) : ActivatedLayerAttribute
{
    /// <summary>Number of outputs.</summary>
    public int Units { get; } = units;

    /// <summary>Names of the two layers.</summary>
    public string[] Inputs { get; } = inputs;

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;
}
