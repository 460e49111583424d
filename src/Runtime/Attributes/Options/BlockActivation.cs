namespace ModelCompiler;

/// <summary>The activation within an InvertedResidual.</summary>
public enum BlockActivation
{
    /// <summary>min(max(0, x), 6).</summary>
    ReLU6,

    /// <summary>max(0, x).</summary>
    ReLU,

    /// <summary>x/(1 + e⁻ˣ).</summary>
    SiLU,

    /// <summary>x·max(0, min(1, x/6 + ½)).</summary>
    HardSwish,
}
