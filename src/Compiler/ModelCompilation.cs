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
    /// <summary>Plans a model. <paramref name="weights"/> is the file that its definition names, null without one.</summary>
    public static PlanResult Plan(ModelDefinition definition, WeightSet? weights, CompilerOptions options) =>
        throw new InvalidOperationException();

    /// <summary>The C# of a planned model, kernels excepted: public surface, network, weights.</summary>
    public static EquatableArray<GeneratedSource> Emit(ExecutionPlan plan, ModelClass target, WeightSet? weights) =>
        throw new InvalidOperationException();

    /// <summary>
    /// The public surface of a model that could not be planned, with throwing members, so that the errors of the model are
    /// the only ones of the build. Without a definition it has one input and one output.
    /// </summary>
    public static GeneratedSource EmitStub(ModelClass target, ModelDefinition? definition) =>
        throw new InvalidOperationException();

    /// <summary>The shared kernels that a plan calls; models of one project share them.</summary>
    public static EquatableArray<KernelVariant> KernelsOf(ExecutionPlan plan) => throw new InvalidOperationException();

    /// <summary>One shared kernel as a source file of its own.</summary>
    public static GeneratedSource EmitKernel(KernelVariant variant) => throw new InvalidOperationException();
}

/// <summary>A plan, or the errors that prevented it; warnings may stand beside a plan.</summary>
internal sealed record PlanResult(ExecutionPlan? Plan, EquatableArray<CompilerDiagnostic> Diagnostics);
