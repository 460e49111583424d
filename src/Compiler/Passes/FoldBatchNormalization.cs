using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Passes;

/// <summary>
/// Folds a BatchNormalization into the Conv, ConvTranspose or Gemm before it, whose filters and bias absorb it exactly.
/// <code>
/// a = Conv(x, w, b); c = BatchNormalization(a, γ, β, μ, σ²) then f
///   →   c = Conv(x, w·γ/√(σ²+ε), (b−μ)·γ/√(σ²+ε)+β) then f
/// </code>
/// Not if something else reads the unnormalised value, nor behind an activation or a residual.
/// </summary>
internal sealed class FoldBatchNormalization : IGraphPass
{
    public string Name => nameof(FoldBatchNormalization);

    public bool Run(Graph graph) => graph.RewriteEach<BatchNormalization>(Fold);

    private static bool Fold(Graph graph, Node node)
    {
        if (graph.SoleProducer(node.Inputs[0]) is not { } producer
            || producer.Op is not ((Conv or ConvTranspose or Gemm) and ActivatedOp { Activation.IsNone: true } op))
            return false;
        var hasConstantWeights = producer.Inputs.Skip(1).Concat(node.Inputs.Skip(1)).All(value => value is null or { IsConstant: true });
        if (producer.Input(3) is not null || !hasConstantWeights)
            return false;
        FoldWeights(graph, producer, node);
        producer.Op = op with { Activation = ((BatchNormalization)node.Op).Activation };
        graph.Absorb(producer, node);
        return true;
    }

    private static void FoldWeights(Graph graph, Node producer, Node node)
    {
        var epsilon = ((BatchNormalization)node.Op).Epsilon;
        var (gamma, beta) = (node.Inputs[1]!.Constant!, node.Inputs[2]!.Constant!);
        var (mean, variance) = (node.Inputs[3]!.Constant!, node.Inputs[4]!.Constant!);
        var filters = new FoldedFilters(producer.Inputs[1]!.Constant!, gamma, variance, epsilon, producer.Op is ConvTranspose ? 1 : 0);
        var bias = producer.Input(2)?.Constant ?? new FilledTensor(0, gamma.Shape);
        producer.Inputs.RemoveRange(1, producer.Inputs.Count - 1);
        producer.Inputs.Add(graph.NewConstant(producer.Name + ".weight", filters));
        producer.Inputs.Add(graph.NewConstant(
            producer.Name + ".bias", new FoldedBias(bias, gamma, beta, mean, variance, epsilon)));
    }
}
