using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Passes;

/// <summary>
/// Lets the operator before an activation apply it.
/// <code>
/// a = Conv(x, w); b = Relu(a)   →   b = Conv(x, w) then Relu
/// </code>
/// Not if something else reads the value before the activation, nor if the operator has an activation already.
/// </summary>
internal sealed class FuseActivation : IGraphPass
{
    public string Name => nameof(FuseActivation);

    public bool Run(Graph graph) => graph.RewriteEach<Activate>(Fuse);

    private static bool Fuse(Graph graph, Node node)
    {
        var function = ((Activate)node.Op).Function;
        if (graph.SoleProducer(node.Inputs[0]) is not { } producer
            || producer.Op is not ActivatedOp op || !CanApply(op, function))
            return false;
        producer.Op = op with { Activation = function };
        graph.Absorb(producer, node);
        return true;
    }

    private static bool CanApply(ActivatedOp op, ActivationFunction function) =>
        op.Activation.IsNone
        // Quantised numbers that start at 0 are cut off there.
        || (op.Activation.Kind == ActivationKind.Relu && function is { Kind: ActivationKind.Quantize, Beta: 0 });
}
