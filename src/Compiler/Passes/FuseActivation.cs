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

    public bool Run(Graph graph)
    {
        var changed = false;
        foreach (var node in graph.Nodes.Where(node => node.Op is Activate).ToList())
            changed |= Fuse(graph, node);
        return changed;
    }

    private static bool Fuse(Graph graph, Node node)
    {
        var function = ((Activate)node.Op).Function;
        if (graph.SoleProducer(node.Inputs[0]) is not { } producer || WithActivation(producer.Op, function) is not { } op)
            return false;
        producer.Op = op;
        graph.Absorb(producer, node);
        return true;
    }

    private static Op? WithActivation(Op op, ActivationFunction function) => op switch
    {
        // Quantised numbers that start at 0 are cut off there.
        Conv { Activation.Kind: ActivationKind.Relu } conv when function is { Kind: ActivationKind.Quantize, Beta: 0 } =>
            conv with { Activation = function },
        Conv { Activation.IsNone: true } conv => conv with { Activation = function },
        ConvTranspose { Activation.IsNone: true } conv => conv with { Activation = function },
        Gemm { Activation.IsNone: true } gemm => gemm with { Activation = function },
        Add { Activation.IsNone: true } add => add with { Activation = function },
        Mul { Activation.IsNone: true } mul => mul with { Activation = function },
        BatchNormalization { Activation.IsNone: true } normalization => normalization with { Activation = function },
        _ => null,
    };
}
