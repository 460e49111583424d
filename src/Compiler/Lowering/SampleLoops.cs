using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>
/// Decides how much of a network with several samples runs once per sample. Going through the layers sample by sample leaves activations in
/// the second-level cache; going through them once for all reads their weights once. The first layers of a network have much of the
/// former, the last ones of the latter.
/// </summary>
internal static class SampleLoops
{
    // A twentieth is within what the cost model is wrong by: without it, GoogLeNet was 4 % slower with eight samples than with one.
    private const double MinimumGain = 0.05;

    /// <summary>The counts of nodes that can run per sample, from few to many.</summary>
    public static IReadOnlyList<int> Candidates(Graph graph)
    {
        if (SamplesOf(graph) is not { } samples)
            return [];
        var most = graph.Nodes.TakeWhile(node => IsPerSample(node, samples)).Count();
        return [.. Enumerable.Range(1, most).Where(count => IsCut(graph, count))];
    }

    /// <summary>Of the candidates, the one of the least predicted time; null if all samples together take less.</summary>
    /// <param name="together">The plan where every layer runs once for all samples.</param>
    /// <param name="alone">The plan where as many layers as possible run once per sample.</param>
    public static int? Choose(Graph graph, IReadOnlyList<int> candidates, ExecutionPlan together, ExecutionPlan alone)
    {
        var (all, each) = (TimesOf(together), TimesOf(alone));
        var names = graph.Nodes.Select(node => node.Name).ToList();
        double TimeAt(int count) =>
            names.Take(count).Sum(name => each[name]) + (names.Skip(count).Sum(name => all[name]) * (1 + MinimumGain));

        int? best = null;
        var bestTime = TimeAt(0);
        foreach (var count in candidates)
            if (TimeAt(count) is var time && time <= bestTime && time < TimeAt(0))
                (best, bestTime) = (count, time);
        return best;
    }

    private static Dictionary<string, long> TimesOf(ExecutionPlan plan) =>
        plan.Layers.ToDictionary(layer => layer.Name, layer => layer.PredictedNanoseconds);

    /// <summary>The samples of a run if every input has as many of them, and more than one.</summary>
    private static int? SamplesOf(Graph graph)
    {
        var counts = graph.Inputs.Select(input => input.Shape.Rank > 1 ? input.Shape[0] : 1).Distinct().ToList();
        return counts.Count == 1 && counts[0] > 1 ? counts[0] : null;
    }

    // One value only: more of them would have to be stacked in buffers that are alive during the whole loop. What Flatten gives needs
    // no memory where a dense layer reads it, and would need some to be stacked.
    private static bool IsCut(Graph graph, int count) =>
        SampleSplit.Crossing(graph, count).Take(2).ToList() is [] or [{ Producer.Op: not Reshape }];

    /// <summary>Whether a node computes each sample from the same sample of its operands, whatever their number is.</summary>
    private static bool IsPerSample(Node node, int samples) =>
        node.Inputs.Where(value => value is { IsConstant: false }).Append(node.Output)
            .All(value => value!.Type.Element == ElementType.Float32 && value.Shape.Rank > 1 && value.Shape[0] == samples)
        && node.Op switch
        {
            Conv or ConvTranspose or Gemm or MaxPool or AveragePool or GlobalAveragePool or GlobalMaxPool => true,
            BatchNormalization or Lrn or Activate or Identity or Reshape => true,
            Add or Mul => node.Inputs.All(value => value is { IsConstant: false }),
            Softmax softmax => softmax.Axis > 0,
            Concat concat => concat.Axis > 0 && node.Inputs.All(value => value is { IsConstant: false }),
            Pad pad => pad.Pads[0] == 0 && pad.Pads[node.Output.Shape.Rank] == 0,
            _ => false,
        };
}
