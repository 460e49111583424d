using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Passes;

/// <summary>
/// Applies an activation to the maxima only: a function that never falls commutes with the maximum, and a pool leaves it a quarter of the
/// elements or less.
/// <code>
/// a = Conv(x, w) then Tanh; b = MaxPool(a)   →   a = Conv(x, w); c = MaxPool(a); b = Tanh(c)
/// </code>
/// Not ReLU, which costs nothing in the registers of the convolution. Not if something else reads the value before the pool, nor if
/// the pool keeps more than half of the elements.
/// </summary>
internal sealed class DelayActivation : IGraphPass
{
    public string Name => nameof(DelayActivation);

    public bool Run(Graph graph) => graph.RewriteEach<MaxPool>(Delay);

    private static bool Delay(Graph graph, Node pool)
    {
        if (graph.SoleProducer(pool.Inputs[0]) is not { } producer || producer.Op is not ActivatedOp { Activation: var function } op
            || !NeverFalls(function) || 2 * pool.Output.Shape.ElementCount > producer.Output.Shape.ElementCount)
            return false;
        producer.Op = op with { Activation = ActivationFunction.None };
        // The activation computes the pool's value, so that outputs of the model keep their names.
        var activate = new Node(graph.TakeName($"{producer.Name} {function.Kind}"), new Activate(function), []) { Layer = producer.Layer };
        var maxima = graph.NewValue(activate.Name, pool.Output.Type);
        activate.Inputs.Add(maxima);
        activate.Outputs.Add(pool.Output);
        pool.Output.Producer = activate;
        pool.Outputs[0] = maxima;
        maxima.Producer = pool;
        graph.Nodes.Insert(graph.Nodes.IndexOf(pool) + 1, activate);
        return true;
    }

    private static bool NeverFalls(ActivationFunction function) => function.Kind switch
    {
        ActivationKind.Tanh or ActivationKind.Sigmoid => true,
        ActivationKind.LeakyRelu or ActivationKind.Elu or ActivationKind.HardSigmoid => function.Alpha >= 0,
        _ => false,
    };
}
