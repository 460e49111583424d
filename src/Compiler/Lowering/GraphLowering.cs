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
            Store(graph, draft, node.Output);
        }

        return Finish(graph, draft, algorithms, pooled, costs);
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
            case Compute compute:
                NestLowering.Lower(node, compute, draft);
                break;
            case Reshape or Pad or Concat or Identity:
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
        Graph graph, PlanDraft draft, IReadOnlyDictionary<Node, AlgorithmChoice> algorithms, PooledConvolutions pooled, CostModel costs)
    {
        var (calls, buffers, placement) = BufferPlacement.Place(draft);
        var predicted = calls.Select(StepCosts.For(graph, algorithms, costs).Of).ToEquatableArray();
        var divisions = WorkDivisions.Of(calls, predicted);
        return new ExecutionPlan
        {
            Name = graph.Name,
            Inputs = graph.Inputs.Select(input => new ModelPort(input.Name, input.Type, input.Format)).ToEquatableArray(),
            Outputs = graph.Outputs.Select(output => new ModelPort(output.Name, output.Type)).ToEquatableArray(),
            Calls = calls,
            Divisions = divisions,
            Buffers = buffers,
            ArenaBytes = placement.Bytes,
            ArenaLowerBoundBytes = placement.LowerBoundBytes,
            PackedTensors = draft.PackedTensors.ToEquatableArray(),
            StoredTensors = StoredTensors.Of(draft.PackedTensors),
            PredictedNanoseconds = predicted,
            Layers = LayerReports.Of(graph, algorithms, pooled, draft, LayerReports.StepsOf(calls, predicted, divisions)),
        };
    }
}
