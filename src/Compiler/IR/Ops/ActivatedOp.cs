namespace ModelCompiler.Compiler.IR.Ops;

/// <summary>An operator that can apply an activation to what it computes; <c>with</c> keeps the operator that it is.</summary>
internal abstract record ActivatedOp : Op
{
    public ActivationFunction Activation { get; init; } = ActivationFunction.None;
}
