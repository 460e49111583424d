namespace ModelCompiler.Compiler.IR;

/// <summary>
/// What a node computes, with its attributes but without its operands. Operators and attributes carry ONNX's names and
/// meaning; each is an immutable record in <c>IR/Ops</c>.
/// </summary>
internal abstract record Op
{
    /// <summary>The operator's name as printed in reports: the ONNX name.</summary>
    public virtual string Name => GetType().Name;
}
