namespace ModelCompiler.Compiler.IR;

/// <summary>Elementwise activation functions, as ONNX defines them.</summary>
internal enum ActivationKind
{
    None,
    Relu,
    Relu6,
    LeakyRelu,
    Elu,
    Sigmoid,
    Tanh,
    Silu,
    HardSwish,
    HardSigmoid,

    /// <summary>
    /// Rounding to numbers of a byte and back: the multiple of alpha nearest to x, at least beta·alpha, at most (beta + 255)·alpha.
    /// Users do not write it; QuantizeLinear and DequantizeLinear together are it.
    /// </summary>
    Quantize,

    /// <summary>Quantize of alpha·x: x counts the steps of alpha already, so that it is rounded as it is.</summary>
    QuantizeSteps,
}

/// <summary>
/// An activation with its parameters: alpha of LeakyRelu and Elu, alpha and beta of HardSigmoid, Quantize and QuantizeSteps; else 0.
/// </summary>
internal readonly record struct ActivationFunction(ActivationKind Kind, float Alpha = 0, float Beta = 0)
{
    public override string ToString() => FormattableString.Invariant($"{Kind}({Alpha:R}, {Beta:R})");

    public static ActivationFunction None { get; } = new(ActivationKind.None);

    public bool IsNone => Kind == ActivationKind.None;

    /// <summary>f(0) = 0: padding lanes that are zero stay zero.</summary>
    public bool KeepsZero => Kind is not (ActivationKind.Sigmoid or ActivationKind.HardSigmoid);
}
