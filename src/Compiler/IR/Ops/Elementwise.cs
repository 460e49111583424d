namespace ModelCompiler.Compiler.IR.Ops;

/// <summary>a + b with ONNX (numpy) broadcasting.</summary>
internal sealed record Add : ActivatedOp;

/// <summary>a · b elementwise with ONNX (numpy) broadcasting.</summary>
internal sealed record Mul : ActivatedOp;

/// <summary>An elementwise activation that is no part of another operator.</summary>
internal sealed record Activate(ActivationFunction Function) : Op
{
    public override string Name => Function.Kind.ToString();
}

/// <summary>exp(x) / Σ exp(x) along one axis.</summary>
internal sealed record Softmax(int Axis) : Op;

/// <summary>γ·(x − μ)/√(σ² + ε) + β per channel. Inputs: x, scale γ, bias β, mean μ, variance σ², each [C].</summary>
internal sealed record BatchNormalization(float Epsilon) : ActivatedOp;

/// <summary>
/// x·(bias + alpha/size·Σx²)^−beta, with the sum over channels c − ⌊(size−1)/2⌋ … c + ⌈(size−1)/2⌉ at the same position (ONNX LRN).
/// </summary>
internal sealed record Lrn(int Size, float Alpha, float Beta, float Bias) : Op
{
    public override string Name => "LRN";
}

/// <summary>y = x; what Dropout is at inference.</summary>
internal sealed record Identity : Op;
