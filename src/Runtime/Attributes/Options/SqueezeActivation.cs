namespace ModelCompiler;

/// <summary>The function between the matrices of a SqueezeExcite, also within an InvertedResidual.</summary>
public enum SqueezeActivation
{
    /// <summary>max(0, x).</summary>
    ReLU,

    /// <summary>x/(1 + e⁻ˣ).</summary>
    SiLU,

    /// <summary>x·max(0, min(1, x/6 + ½)).</summary>
    HardSwish,
}
