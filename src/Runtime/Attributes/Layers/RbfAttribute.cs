namespace ModelCompiler;

/// <summary>Euclidean radial basis functions y_i = Σ_j (x_j − w_ij)², the output of LeNet-5 (LeCun 1998): [F] → [units].</summary>
/// <remarks>Weights: <c>weight</c> [units, F].</remarks>
/// <param name="units">Number of outputs.</param>
public sealed class RbfAttribute(int units) : LayerAttribute
{
    /// <summary>Number of outputs.</summary>
    public int Units { get; } = units;
}
