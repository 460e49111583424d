using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Tool.HtmlReport;

/// <summary>What a report is made of.</summary>
/// <param name="Target">The machines that the algorithms were chosen for.</param>
/// <param name="Profile">The times that were measured; null without.</param>
internal sealed record ReportFacts(ExecutionPlan Plan, CompilationTarget Target, ModelProfile? Profile)
{
    /// <summary>The steps that belong to no layer: copies of inputs and outputs, and borders that are cleared.</summary>
    public double PredictedBeside => Nanoseconds(IsBeside) / 1000.0;

    /// <summary>The least times of the same steps.</summary>
    public double MeasuredBeside => Measured(IsBeside);

    public double PredictedMicroseconds => Plan.PredictedNanoseconds.Sum() / 1000.0;

    /// <summary>The sum of the least times of all steps.</summary>
    public double MeasuredMicroseconds => Measured(_ => true);

    /// <summary>The least time of a layer's steps; 0 where it has none.</summary>
    public double MeasuredOf(LayerReport layer) => Measured(call => !IsBeside(call) && call.Name == layer.Name);

    private static bool IsBeside(KernelCall call) => call is LoadInput or StoreOutput or ClearBorder;

    private long Nanoseconds(Func<KernelCall, bool> belongs) =>
        Plan.Calls.Zip(Plan.PredictedNanoseconds, (call, time) => belongs(call) ? time : 0).Sum();

    private double Measured(Func<KernelCall, bool> belongs) => Profile is null ? 0
        : Plan.Calls.Zip(Profile.Steps, (call, step) => belongs(call) ? step.MinimumMicroseconds : 0).Sum();
}
