using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler;

/// <summary>
/// The compiler as its hosts see it: a definition goes in, a plan and C# come out. Pure: no file, clock or environment.
/// </summary>
internal static class ModelCompilation
{
}

/// <summary>A plan, or the errors that prevented it; warnings may stand beside a plan.</summary>
internal sealed record PlanResult(ExecutionPlan? Plan, EquatableArray<CompilerDiagnostic> Diagnostics);
