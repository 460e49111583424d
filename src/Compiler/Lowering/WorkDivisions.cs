using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Decides which calls are worth dividing between threads, and how.</summary>
internal static class WorkDivisions
{
    // With fewer blocks of tiles than this, a thread that gets one more than another would keep that one waiting too long.
    private const int FewestTileBlocks = 8;

    /// <param name="layers">The reports of the layers, with predicted times.</param>
    public static EquatableArray<WorkDivision> Of(
        IReadOnlyList<KernelCall> calls, IReadOnlyList<LayerReport> layers, CostModel costs)
    {
        var predicted = layers.GroupBy(layer => layer.Name).ToDictionary(group => group.Key, group => group.First().PredictedNanoseconds);
        return calls.Select(call => Nanoseconds(call, predicted, costs) < CostModel.SmallestDividedCall ? WorkDivision.None : Of(call))
            .ToEquatableArray();
    }

    /// <summary>How a call can be divided, whether that pays or not.</summary>
    public static WorkDivision Of(KernelCall call) => call switch
    {
        { HasNoElement: true } => WorkDivision.None,
        WinogradConv { WorkItems: < FewestTileBlocks } => WorkDivision.Steps,
        { IsSplit: true, WorkItems: > 1 } => WorkDivision.Items,
        _ => WorkDivision.None,
    };

    private static double Nanoseconds(KernelCall call, Dictionary<string, long> predicted, CostModel costs) => call switch
    {
        DirectConv or DepthwiseConv or PlanarConv or WinogradConv or DenseCall => predicted[call.Name],
        LoopNest nest => CostModel.LoopNest(nest.Extents.Aggregate(Operations(nest.Body), (count, extent) => count * extent)),
        Pool pool => costs.Memory(Bytes(call) * pool.Window.KernelHeight * pool.Window.KernelWidth / 2),
        _ => costs.Memory(Bytes(call)),
    };

    private static double Bytes(KernelCall call) =>
        call.Reads.Concat(call.Writes).Sum(view => (double)view.Geometry.ElementCount * view.Element.Size());

    /// <summary>Operations of one element: each part of the expression, those of a reduction as often as it runs.</summary>
    private static double Operations(Expression body) => Formula.Parts(body).Sum(part =>
        part is Reduction sum ? sum.Extents.Aggregate((double)Formula.Parts(sum.Value).Count(), (count, extent) => count * extent) : 1);
}
