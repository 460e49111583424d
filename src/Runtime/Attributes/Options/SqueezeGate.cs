namespace ModelCompiler;

/// <summary>The function that gives the factors of a SqueezeExcite, also within an InvertedResidual.</summary>
public enum SqueezeGate
{
    /// <summary>1/(1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>max(0, min(1, x/6 + ½)), as in PyTorch.</summary>
    HardSigmoid,
}
