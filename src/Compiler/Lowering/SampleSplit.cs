using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>
/// A graph of several samples in two parts: nodes that run once per sample, one sample after the other, and behind them nodes that run
/// once for all. The results of the first part go through <see cref="StackSamples"/>.
/// </summary>
/// <param name="Graph">What is lowered: in the first part every value has one sample.</param>
/// <param name="Original">The same network with all samples everywhere.</param>
/// <param name="Samples">Samples of a run; 1 if nothing is run per sample.</param>
internal sealed record SampleSplit(Graph Graph, Graph Original, int Samples)
{
    /// <summary>Everything for all samples at once.</summary>
    public static SampleSplit None(Graph graph) => new(graph, graph, 1);

    /// <summary>How often a node runs in an inference.</summary>
    public int RepetitionsOf(Node node) => Samples > 1 && node.Output.Shape.Rank > 0 && node.Output.Shape[0] == 1 ? Samples : 1;

    /// <summary>Runs the first <paramref name="count"/> nodes of a graph once per sample.</summary>
    public static SampleSplit At(Graph graph, int count)
    {
        var samples = graph.Inputs[0].Shape[0];
        var copy = new Graph(graph.Name);
        var values = new Dictionary<Value, Value>();
        foreach (var input in graph.Inputs)
        {
            values[input] = copy.NewInput(input.Name, OneSample(input.Type), input.Format);
            copy.Inputs.Add(values[input]);
        }

        foreach (var node in graph.Nodes)
            copy.TakeName(node.Name);
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            if (i == count)
                Stack(graph, copy, values, count, samples);
            Copy(graph.Nodes[i], isPerSample: i < count, copy, values);
        }

        copy.Outputs.AddRange(graph.Outputs.Select(output => values[output]));
        GraphVerifier.Verify(copy, nameof(SampleSplit));
        return new(copy, graph, samples);
    }

    /// <summary>The values that nodes from a position on read of those before it.</summary>
    public static IEnumerable<Value> Crossing(Graph graph, int count)
    {
        var later = new HashSet<Value>(graph.Nodes.Skip(count).Select(node => node.Output));
        return graph.Nodes.Skip(count).SelectMany(node => node.Inputs)
            .Where(value => value is { IsConstant: false } && !later.Contains(value)).Distinct()!;
    }

    private static void Stack(Graph graph, Graph copy, Dictionary<Value, Value> values, int count, int samples)
    {
        foreach (var value in Crossing(graph, count))
        {
            var node = new Node(copy.TakeName(value.Name), new StackSamples(samples), [values[value]]);
            values[value] = Add(copy, node, value.Name, value.Type);
        }
    }

    private static void Copy(Node node, bool isPerSample, Graph copy, Dictionary<Value, Value> values)
    {
        var op = isPerSample && node.Op is Reshape reshape ? new Reshape(OneSample(reshape.Shape)) : node.Op;
        var inputs = node.Inputs.Select(value => value is null || value.IsConstant ? value : values[value]);
        var type = isPerSample ? OneSample(node.Output.Type) : node.Output.Type;
        values[node.Output] = Add(copy, new Node(node.Name, op, inputs) { Layer = node.Layer }, node.Output.Name, type);
    }

    private static Value Add(Graph copy, Node node, string name, TensorType type)
    {
        var output = copy.NewValue(name, type);
        output.Producer = node;
        node.Outputs.Add(output);
        copy.Nodes.Add(node);
        return output;
    }

    private static TensorType OneSample(TensorType type) => type with { Shape = OneSample(type.Shape) };

    private static TensorShape OneSample(TensorShape shape) => TensorShape.Of([1, .. shape.Dimensions.Skip(1)]);
}
