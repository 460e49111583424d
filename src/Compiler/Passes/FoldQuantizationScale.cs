using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Passes;

/// <summary>
/// Lets a Conv or Gemm whose result is quantised count in steps of the result's scale, so that a sum is rounded as it is, without a
/// division. The filters and the bias take the division.
/// <code>
/// a = Conv(x, w, b) then Quantize(s)   →   a = Conv(x, w / s, b / s) then QuantizeSteps(s)
/// </code>
/// The quotients are rounded once more than the filters were, which moves a sum as little as the rounding of its products does. Not with
/// a residual, which is no number of steps.
/// </summary>
internal sealed class FoldQuantizationScale : IGraphPass
{
    private const int Operands = 3;

    public string Name => nameof(FoldQuantizationScale);

    public bool Run(Graph graph) => graph.RewriteEach<ActivatedOp>(Fold);

    private static bool Fold(Graph graph, Node node)
    {
        if (node.Op is not ((Conv or Gemm) and ActivatedOp { Activation: { Kind: ActivationKind.Quantize, Alpha: var scale } function } op)
            || node.Input(Operands) is not null || !node.Inputs.Skip(1).All(value => value is null or { IsConstant: true }))
            return false;
        for (var i = 1; i < node.Inputs.Count; i++)
            if (node.Inputs[i] is { Constant: { } weights })
                node.Inputs[i] = graph.NewConstant($"{node.Name}.{(i == 1 ? "weight" : "bias")}", new QuotientTensor(weights, scale));
        node.Op = op with { Activation = function with { Kind = ActivationKind.QuantizeSteps } };
        return true;
    }
}
