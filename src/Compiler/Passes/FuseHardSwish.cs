using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Passes;

/// <summary>
/// Finds x·max(0, min(1, x/6 + ½)) in the steps in which exporters write it, so that a convolution can apply it.
/// <code>
/// a = x + 3; b = Relu6(a); c = Mul(x, b); d = c / 6   →   d = HardSwish(x)
/// a = x + 3; b = Relu6(a); c = b / 6; d = Mul(x, c)   →   d = HardSwish(x)
/// a = HardSigmoid(x, 1/6, 1/2); d = Mul(x, a)         →   d = HardSwish(x)
/// </code>
/// Additions and divisions are batch normalisations with the same numbers for all channels. Not if something else reads a step.
/// </summary>
internal sealed class FuseHardSwish : IGraphPass
{
    // Exporters write 1/6 with as few as six digits.
    private const double RoundedSixth = 4e-6;

    public string Name => nameof(FuseHardSwish);

    public bool Run(Graph graph) => graph.RewriteEach<Mul>(Fuse);

    private static bool Fuse(Graph graph, Node product) =>
        product.Op is Mul { Activation.IsNone: true }
        && (Fuse(graph, product, product.Inputs[0]!, product.Inputs[1]!) || Fuse(graph, product, product.Inputs[1]!, product.Inputs[0]!));

    private static bool Fuse(Graph graph, Node product, Value x, Value gate)
    {
        var steps = new List<Node>();
        if (Slope(graph, x, gate, steps) is not { } slope)
            return false;
        var last = product;
        if (!IsSixth(slope))
        {
            if (graph.HasSingleConsumer(product.Output))
                last = graph.ConsumersOf(product.Output).Single();
            if (last == product || Line(last) is not (var factor, 0) || !IsSixth(slope * factor))
                return false;
            steps.Add(product);
        }

        last.Op = new Activate(new ActivationFunction(ActivationKind.HardSwish));
        last.Inputs.Clear();
        last.Inputs.Add(x);
        graph.Nodes.RemoveAll(steps.Contains);
        return true;
    }

    /// <summary>The k for which a value is k·max(0, min(6, x + 3)), with the nodes that compute it; null if it is none.</summary>
    private static double? Slope(Graph graph, Value x, Value value, List<Node> steps)
    {
        if (graph.SoleProducer(value) is not { } step)
            return null;
        var factor = 1.0;
        if (Line(step) is (var scale, 0))
        {
            steps.Add(step);
            factor = scale;
            if (graph.SoleProducer(step.Inputs[0]) is not { } inner)
                return null;
            step = inner;
        }

        steps.Add(step);
        if (step.Op is Activate { Function: { Kind: ActivationKind.HardSigmoid, Alpha: var alpha, Beta: 0.5f } })
            return step.Inputs[0] == x && IsSixth(alpha) ? factor * alpha : null;
        if (step.Op is not Activate { Function.Kind: ActivationKind.Relu6 }
            || graph.SoleProducer(step.Inputs[0]) is not { } shift || Line(shift) is not (1, 3) || shift.Inputs[0] != x)
            return null;
        steps.Add(shift);
        return factor;
    }

    /// <summary>Scale and shift of a batch normalisation that has the same for all channels.</summary>
    private static (double Scale, double Shift)? Line(Node node)
    {
        if (node.Op is not BatchNormalization { Activation.IsNone: true } normalization
            || node.Inputs.Skip(1).Any(input => input?.Constant is not FilledTensor))
            return null;
        var (gamma, beta, mean, variance) = (Number(1), Number(2), Number(3), Number(4));
        var scale = gamma / Math.Sqrt(variance + normalization.Epsilon);
        return (scale, beta - (mean * scale));

        double Number(int input) => ((FilledTensor)node.Inputs[input]!.Constant!).Value;
    }

    private static bool IsSixth(double slope) => Math.Abs((slope * 6) - 1) <= RoundedSixth;
}
