namespace ModelCompiler;

/// <summary>The function of a simple recurrent layer.</summary>
public enum RecurrentNonlinearity
{
    /// <summary>tanh(x).</summary>
    Tanh,

    /// <summary>max(0, x).</summary>
    ReLU,
}
