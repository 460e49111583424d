using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Plan;
using Binary = ModelCompiler.Compiler.Expressions.Binary;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>What the reports say of each layer: sizes, multiply-adds, the algorithm and what it was preferred to.</summary>
internal static class LayerReports
{
    public static EquatableArray<LayerReport> Of(
        SampleSplit split, IReadOnlyDictionary<Node, AlgorithmChoice> algorithms, PooledConvolutions pooled, PlanDraft draft,
        IReadOnlyDictionary<string, LayerSteps> steps)
    {
        var graph = split.Graph;
        var fields = ReceptiveFields.Of(graph);
        var weights = WeightBytesOf(draft.Calls);
        var nodes = graph.Nodes.Where(node => node.Op is not StackSamples).ToList();
        var indices = nodes.Select((node, i) => (node, i)).ToDictionary(pair => pair.node, pair => pair.i);
        return nodes.Select(node => Of(node, split.RepetitionsOf(node), algorithms, pooled.Of(node), steps) with
        {
            ReceptiveField = fields[node.Output],
            WeightBytes = (weights.TryGetValue(node.Name, out var bytes) ? bytes : 0) + (draft.Matrices.Find(matrix => matrix.Name == node.Name)?.Bytes ?? 0),
            Sources = SourcesOf(node, graph, indices),
            Output = pooled.IsInRegisters(node) ? null : draft.ViewOf(draft.Storages.SourceOf(node.Output)),
        }).ToEquatableArray();
    }

    /// <summary>The steps that compute each layer, by its name.</summary>
    /// <param name="predicted">A time per call.</param>
    public static IReadOnlyDictionary<string, LayerSteps> StepsOf(
        IReadOnlyList<KernelCall> calls, IReadOnlyList<long> predicted, IReadOnlyList<WorkDivision> divisions) =>
        Enumerable.Range(0, calls.Count)
            .Where(step => calls[step] is not (LoadInput or StoreOutput or ClearBorder))
            .GroupBy(step => calls[step].Name).ToDictionary(steps => steps.Key, steps =>
            {
                var longest = steps.OrderByDescending(step => predicted[step]).First();
                return new LayerSteps(
                    steps.Sum(step => predicted[step]), calls[longest],
                    new StepDivision(divisions[longest], WorkDivisions.Of(calls[longest]), calls[longest].WorkItems));
            });

    /// <summary>Bytes of packed weights by layer. Layers with equal weights share them, and the first one has them.</summary>
    private static Dictionary<string, long> WeightBytesOf(IEnumerable<KernelCall> calls)
    {
        var seen = new HashSet<int>();
        return calls.GroupBy(call => call.Name).ToDictionary(layer => layer.Key, layer => layer
            .SelectMany(call => call.Constants).Where(tensor => seen.Add(tensor.Offset)).Sum(tensor => tensor.Length * (long)sizeof(float)));
    }

    private static EquatableArray<int> SourcesOf(Node node, Graph graph, Dictionary<Node, int> indices) => node.Inputs
        .Where(value => value is { IsConstant: false })
        .Select(value => value!.Producer is { Op: StackSamples } stack ? stack.Inputs[0]! : value)
        .Select(value => value!.Producer is { } producer ? indices[producer] : -1 - graph.Inputs.IndexOf(value))
        .Distinct().ToEquatableArray();

    /// <summary>Multiply-adds of a loop nest: those of the sums of products in it.</summary>
    private static long MacsOf(Compute compute) => compute.Result.Shape.ElementCount * Formula.Parts(compute.Body)
        .OfType<Reduction>()
        .Where(part => part.Combiner == Combiner.Sum && IsProduct(part.Value))
        .Sum(part => part.Extents.Aggregate(1L, (count, extent) => count * extent));

    /// <summary>Whether a term is a product, or one of which only those within the input count.</summary>
    private static bool IsProduct(Expression term) => term is Binary { Function: BinaryFunction.Multiply }
        || (term is Select { Then: var inside } && IsProduct(inside));

    private static long MacsOf(Node node) => node.Op switch
    {
        Conv => ConvShape.Of(node).Macs,
        ConvTranspose => TransposedShape.Of(node).Macs,
        Gemm => node.Output.Shape[0] * node.Inputs[1]!.Shape.ElementCount,
        Compute compute => MacsOf(compute),
        Recurrent { Form: var form } => (long)form.Samples * form.Steps * form.Gates * form.Units * form.Units,
        _ => 0,
    };

    /// <param name="repetitions">How often the node runs in an inference; what is reported is all of them.</param>
    private static LayerReport Of(
        Node node, int repetitions, IReadOnlyDictionary<Node, AlgorithmChoice> algorithms, PooledConvolution? pooled, IReadOnlyDictionary<string, LayerSteps> steps)
    {
        var parameters = node.Inputs.Where(value => value is { IsConstant: true })
            .SelectMany(value => StoredTensors.In(value!.Constant!)).Distinct().Sum(tensor => tensor.Shape.ElementCount);
        var choice = algorithms.TryGetValue(node, out var found) ? found : null;
        var computed = steps.TryGetValue(node.Name, out var own) ? own : null;
        var shape = repetitions == 1 ? node.Output.Shape : TensorShape.Of([repetitions, .. node.Output.Shape.Dimensions.Skip(1)]);
        return new(
            node.Name, node.Op.Name, shape, parameters, repetitions * MacsOf(node), AlgorithmOf(node, choice, pooled, computed),
            computed?.Nanoseconds ?? 0,
            choice?.RunnerUp is { } second ? FormattableString.Invariant($"{second.Description}, {repetitions * second.Nanoseconds:N0} ns") : "")
        {
            SizeFormula = OutputSizes.Describe(node),
            Division = computed?.Division,
            Choice = choice is null ? null : new AlgorithmReason(
                repetitions * choice.Chosen.Nanoseconds, node.Op is Conv { Algorithm: not ConvAlgorithm.Auto },
                choice.RunnerUp?.Description ?? "", repetitions * (choice.RunnerUp?.Nanoseconds ?? 0)),
        };
    }

    private static string AlgorithmOf(Node node, AlgorithmChoice? choice, PooledConvolution? pooled, LayerSteps? steps) =>
        steps is { Longest: GemvCall } ? "GEMV on row-major weights"
        : steps is { Longest: DenseCall { Factors: not null } } ? "weights of two bytes"
        : pooled is null ? choice?.Chosen.Description ?? (node.Op is ConvTranspose ? "transposed, direct by phases" : node.Op is Recurrent ? "step by step" : "")
        : pooled.Convolution == node ? $"{choice!.Chosen.Description} with max-pool 2×2"
        : $"in {pooled.Convolution.Name}";
}

/// <summary>The predicted time of all steps of a layer, the longest of them, and how it is divided between threads.</summary>
internal sealed record LayerSteps(long Nanoseconds, KernelCall Longest, StepDivision Division);
