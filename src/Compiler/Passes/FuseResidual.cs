using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Passes;

/// <summary>
/// Lets a Conv or Gemm add the residual, with the activation behind the sum.
/// <code>
/// a = Conv(x, w, b); c = Add(a, r) then f   →   c = Conv(x, w, b, r) then f
/// </code>
/// Not if something else reads the convolution's result, if it has an activation or a residual already, or if the sum broadcasts.
/// </summary>
internal sealed class FuseResidual : IGraphPass
{
    private const int ResidualOperand = 3;

    public string Name => nameof(FuseResidual);

    public bool Run(Graph graph) => graph.RewriteEach<Add>(Fuse);

    private static bool Fuse(Graph graph, Node sum)
    {
        var (left, right) = (sum.Inputs[0]!, sum.Inputs[1]!);
        if (left == right || left.Shape != right.Shape)
            return false;
        // Of two candidates one without a stride: where a shortcut is projected, that is the convolution that adds the residual in the blocks
        // without a projection too, and they share their kernels. Else the later one: its residual is there already.
        var (strideOfLeft, strideOfRight) = (StrideOf(left), StrideOf(right));
        var isRightPreferred = strideOfLeft == strideOfRight ? IndexOf(graph, right) > IndexOf(graph, left) : strideOfRight < strideOfLeft;
        return isRightPreferred
            ? FuseInto(graph, sum, right, left) || FuseInto(graph, sum, left, right)
            : FuseInto(graph, sum, left, right) || FuseInto(graph, sum, right, left);
    }

    private static int StrideOf(Value value) => value.Producer?.Op is Conv conv ? conv.Strides[0] * conv.Strides[1] : 1;

    private static bool FuseInto(Graph graph, Node sum, Value product, Value residual)
    {
        if (graph.SoleProducer(product) is not { } producer || producer.Input(ResidualOperand) is not null
            || producer.Op is not ((Conv or Gemm) and ActivatedOp { Activation.IsNone: true } op))
            return false;
        producer.Op = op with { Activation = ((Add)sum.Op).Activation };
        while (producer.Inputs.Count < ResidualOperand)
            producer.Inputs.Add(null);
        producer.Inputs.Add(residual);
        if (IndexOf(graph, residual) > graph.Nodes.IndexOf(producer))
            MoveBefore(graph, producer, sum);
        graph.Absorb(producer, sum);
        return true;
    }

    /// <summary>Nothing but the sum reads the node, so it may be computed as late as that.</summary>
    private static void MoveBefore(Graph graph, Node node, Node sum)
    {
        graph.Nodes.Remove(node);
        graph.Nodes.Insert(graph.Nodes.IndexOf(sum), node);
    }

    /// <summary>Position of the node that computes a value; −1 for inputs and constants.</summary>
    private static int IndexOf(Graph graph, Value value) => value.Producer is { } producer ? graph.Nodes.IndexOf(producer) : -1;
}
