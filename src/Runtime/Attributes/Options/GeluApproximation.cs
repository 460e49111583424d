namespace ModelCompiler;

/// <summary>The formula of a GELU.</summary>
public enum GeluApproximation
{
    /// <summary>½·x·(1 + erf(x/√2)).</summary>
    None,

    /// <summary>½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))).</summary>
    Tanh,
}
