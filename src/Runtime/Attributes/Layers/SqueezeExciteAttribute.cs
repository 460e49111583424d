namespace ModelCompiler;

/// <summary>Each channel times gate(W₂·f(W₁·mean(x) + b₁) + b₂) (Hu 2018): [C, L…] → [C, L…].</summary>
/// <remarks>
/// Weights: <c>fc1.weight</c> [squeeze, C, 1, 1], <c>fc1.bias</c> [squeeze], <c>fc2.weight</c> [C, squeeze, 1, 1], <c>fc2.bias</c> [C].
/// </remarks>
/// <param name="squeeze">Number of values between the two matrices.</param>
public sealed class SqueezeExciteAttribute(int squeeze) : LayerAttribute
{
    /// <summary>Number of values between the two matrices.</summary>
    public int Squeeze { get; } = squeeze;

    /// <summary>The function f.</summary>
    public SqueezeActivation Inner { get; set; }

    /// <summary>The function that gives the factors.</summary>
    public SqueezeGate Gate { get; set; }
}
