using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Layouts;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Turns a graph with chosen algorithms and layouts into a plan: calls over buffers, then places for the buffers.</summary>
internal static class GraphLowering
{
    public static ExecutionPlan Lower(Graph graph, MachineModel machine)
    {
        var together = Lower(SampleSplit.None(graph), machine);
        var candidates = SampleLoops.Candidates(graph);
        if (candidates.Count == 0)
            return together;
        var most = candidates[candidates.Count - 1];
        var alone = Lower(SampleSplit.At(graph, most), machine);
        var count = SampleLoops.Choose(graph, candidates, together, alone);
        return count is null ? together : count == most ? alone : Lower(SampleSplit.At(graph, count.Value), machine);
    }

    /// <summary>The plan of a network whose split is decided.</summary>
    public static ExecutionPlan Lower(SampleSplit split, MachineModel machine)
    {
        var graph = split.Graph;
        var costs = CostModel.For(graph, machine);
        var algorithms = new AlgorithmSelector(costs).Select(graph);
        var pooled = new PooledConvolutions(graph, algorithms);
        var layouts = new LayoutAssignment(graph, new LayoutDemands(algorithms));
        var draft = new PlanDraft(layouts, new StorageAssignment(graph, layouts));
        for (var i = 0; i < graph.Inputs.Count; i++)
            draft.Calls.Add(new LoadInput(graph.Inputs[i].Name, i, draft.ViewOf(graph.Inputs[i])));
        foreach (var output in graph.Outputs.Where(graph.Inputs.Contains))
            Store(graph, draft, output);
        foreach (var node in graph.Nodes.Where(node => !draft.Storages.IsLookedThrough(node)))
        {
            if (pooled.Of(node) is not { } fusion)
                Lower(node, draft, algorithms, costs);
            else if (fusion.Convolution == node)
                ConvolutionLowering.LowerPooled(fusion, algorithms[node].Chosen, costs, draft);
            if (node.Op is StackSamples)
                draft.SampleLoop = new(split.Samples, 0, draft.Calls.Count);
            Store(graph, draft, node.Output);
            if (split.RepetitionsOf(node) > 1)
                draft.SampleLoop = new(split.Samples, 0, draft.Calls.Count);
        }

        return Finish(split, draft, algorithms, pooled, costs);
    }

    private static void Lower(
        Node node, PlanDraft draft, IReadOnlyDictionary<Node, AlgorithmChoice> algorithms, CostModel costs)
    {
        switch (node.Op)
        {
            case Conv:
                ConvolutionLowering.Lower(node, algorithms[node].Chosen, costs, draft);
                break;
            case ConvTranspose:
                ConvolutionLowering.LowerTransposed(node, draft);
                break;
            case Gemm:
                ConvolutionLowering.LowerDense(node, draft);
                break;
            case MaxPool or AveragePool or GlobalAveragePool or GlobalMaxPool:
                PoolingLowering.Lower(node, draft);
                break;
            case Recurrent recurrent:
                RecurrentLowering.Lower(node, recurrent.Form, draft);
                break;
            case Compute compute:
                NestLowering.Lower(node, compute, draft);
                break;
            case Reshape or Pad or Concat or Identity or StackSamples:
                MovementLowering.Lower(node, draft);
                break;
            default:
                ElementwiseLowering.Lower(node, draft);
                break;
        }
    }

    private static void Store(Graph graph, PlanDraft draft, Value value)
    {
        for (var i = 0; i < graph.Outputs.Count; i++)
            if (graph.Outputs[i] == value)
                draft.Calls.Add(new StoreOutput(value.Name, i, draft.ViewOf(value)));
    }

    private static ExecutionPlan Finish(
        SampleSplit split, PlanDraft draft, IReadOnlyDictionary<Node, AlgorithmChoice> algorithms, PooledConvolutions pooled, CostModel costs)
    {
        var (calls, loop, buffers, placement) = BufferPlacement.Place(draft);
        var predicted = calls.Select(StepCosts.For(split.Graph, algorithms, costs).Of).ToEquatableArray();
        var divisions = WorkDivisions.Of(calls, predicted);
        var repeated = predicted.Select((time, call) => loop?.Contains(call) == true ? time * loop.Samples : time).ToEquatableArray();
        return new ExecutionPlan
        {
            Name = split.Graph.Name,
            Inputs = split.Original.Inputs.Select(input => new ModelPort(input.Name, input.Type, input.Format)).ToEquatableArray(),
            Outputs = split.Original.Outputs.Select(output => new ModelPort(output.Name, output.Type)).ToEquatableArray(),
            Calls = calls,
            SampleLoop = loop,
            Divisions = divisions,
            Buffers = buffers,
            ArenaBytes = placement.Bytes,
            ArenaLowerBoundBytes = placement.LowerBoundBytes,
            PackedTensors = draft.PackedTensors.ToEquatableArray(),
            StoredMatrices = draft.Matrices.ToEquatableArray(),
            StoredTensors = draft.StoredTensors.ToEquatableArray(),
            PredictedNanoseconds = repeated,
            Layers = LayerReports.Of(split, algorithms, pooled, draft, LayerReports.StepsOf(calls, repeated, divisions)),
        };
    }
}
