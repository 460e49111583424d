using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Execution;

namespace ModelCompiler.Tests.GeneratedCode;

/// <summary>All files that a model becomes, with its weights in them.</summary>
internal static class GeneratedTexts
{
    public static IEnumerable<string> Of(ExecutionPlan plan)
    {
        plan = plan with { Weights = new WeightsPlacement.PackedInline() };
        return ModelCompilation.Emit(plan, new ModelClass("App", "Net"), plan.ToWeightSet())
            .Concat(ModelCompilation.KernelsOf(plan).Select(ModelCompilation.EmitKernel))
            .Select(source => source.Text);
    }
}
