using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Generator.Planning;

/// <summary>A model with its plan.</summary>
/// <param name="Plan">Null if there was nothing to plan, or if planning found errors or failed.</param>
/// <param name="Diagnostics">What planning found.</param>
/// <param name="Failure">How the compiler itself failed; null if it did not.</param>
internal sealed record PlannedModel(
    ModelRequest Request, ExecutionPlan? Plan, EquatableArray<CompilerDiagnostic> Diagnostics, string? Failure)
{
    public static PlannedModel Of(ModelRequest request)
    {
        if (request.Definition is not { } definition || request.HasErrors)
            return new PlannedModel(request, null, [], null);
        var outcome = Outcome.Of(() => ModelCompilation.Plan(definition, request.Weights, request.Options));
        if (outcome.Value is not { } result)
            return new PlannedModel(request, null, [], outcome.Failure);
        var hasErrors = result.Diagnostics.Any(diagnostic => diagnostic.IsError);
        return new PlannedModel(request, hasErrors ? null : result.Plan, result.Diagnostics, null);
    }
}
