using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Execution;

namespace ModelCompiler.Tests.GeneratedCode;

/// <summary>All files that a model becomes.</summary>
internal static class GeneratedTexts
{
    public static IEnumerable<string> WithWeights(ExecutionPlan plan) =>
        Of(plan with { Weights = new WeightsPlacement.PackedInline() });

    public static IEnumerable<string> Of(ExecutionPlan plan) =>
        ModelCompilation.Emit(plan, new ModelClass("App", "Net"), plan.ToWeightSet())
            .Concat(ModelCompilation.KernelsOf(plan).Select(ModelCompilation.EmitKernel))
            .Select(source => source.Text);
}
