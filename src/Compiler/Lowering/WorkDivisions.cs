using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Decides which calls are worth dividing between threads, and how.</summary>
internal static class WorkDivisions
{
    // With fewer blocks of tiles than this, a thread that gets one more than another would keep that one waiting too long: 64 channels at 56×56,
    // two blocks, take two threads 0.31 ms block by block and 0.39 step by step, but 256 channels, seven blocks, 5.2 and 4.8.
    private const int FewestTileBlocks = 8;

    /// <param name="predicted">The predicted nanoseconds of every call.</param>
    public static EquatableArray<WorkDivision> Of(IReadOnlyList<KernelCall> calls, IReadOnlyList<long> predicted) =>
        calls.Zip(predicted, (call, nanoseconds) => nanoseconds < CostModel.SmallestDividedCall ? WorkDivision.None : Of(call))
            .ToEquatableArray();

    /// <summary>How a call can be divided, whether that pays or not.</summary>
    public static WorkDivision Of(KernelCall call) => call switch
    {
        { HasNoElement: true } => WorkDivision.None,
        WinogradConv { WorkItems: 1 } => WorkDivision.Steps,
        WinogradConv { WorkItems: < FewestTileBlocks } => WorkDivision.ItemsOrSteps,
        { IsSplit: true, WorkItems: > 1 } => WorkDivision.Items,
        _ => WorkDivision.None,
    };
}
