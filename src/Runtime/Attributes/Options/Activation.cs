namespace ModelCompiler;

/// <summary>
/// Activation functions that a layer can apply to its result. α and β are the layer's <c>Alpha</c> and <c>Beta</c>.
/// </summary>
public enum Activation
{
    /// <summary>x</summary>
    None,

    /// <summary>max(0, x)</summary>
    ReLU,

    /// <summary>min(max(0, x), 6)</summary>
    ReLU6,

    /// <summary>x where x ≥ 0, else α·x; α is 0.01 unless given.</summary>
    LeakyReLU,

    /// <summary>x where x ≥ 0, else α·(eˣ − 1); α is 1 unless given.</summary>
    ELU,

    /// <summary>1/(1 + e⁻ˣ)</summary>
    Sigmoid,

    /// <summary>tanh(x)</summary>
    Tanh,

    /// <summary>x/(1 + e⁻ˣ), also called swish.</summary>
    SiLU,

    /// <summary>x·max(0, min(1, x/6 + ½))</summary>
    HardSwish,

    /// <summary>max(0, min(1, α·x + β)); α is 0.2 and β 0.5 unless given, as in ONNX.</summary>
    HardSigmoid,
}
