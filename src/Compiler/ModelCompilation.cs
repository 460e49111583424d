using ModelCompiler.Compiler.Accuracy;
using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Emit;
using ModelCompiler.Compiler.Emit.Kernels;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Lowering;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler;

/// <summary>
/// The compiler as its hosts see it: a definition goes in, a plan and C# come out. Pure: no file, clock or environment.
/// </summary>
internal static class ModelCompilation
{
    /// <summary>Plans a model. <paramref name="weights"/> is the file that its definition names, null without one.</summary>
    public static PlanResult Plan(ModelDefinition definition, WeightSet? weights, CompilerOptions options)
    {
        var diagnostics = new DiagnosticBag();
        var graph = GraphBuilder.Build(definition, diagnostics);
        if (graph is null)
            return new(null, diagnostics.Diagnostics.ToEquatableArray());
        PassPipeline.Run(graph);
        if (options.OnlyDirectConvolutions)
            AskForDirectConvolutions(graph);
        if (Lower(graph, options.Target, diagnostics) is not { } plan)
            return new(null, diagnostics.Diagnostics.ToEquatableArray());
        if (weights is not null)
            WeightBinding.Check(plan.StoredTensors, weights, diagnostics);
        var isSound = !diagnostics.HasErrors;
        BudgetCheck.Report(definition, plan, diagnostics);
        plan = plan with
        {
            Layers = WithRoundingErrors(plan), Weights = PlacementOf(plan, definition.Weights, weights, options), IsProfiled = options.Profile,
        };
        return new(isSound ? plan : null, diagnostics.Diagnostics.ToEquatableArray());
    }

    /// <summary>The C# of a planned model, kernels excepted: public surface, network, weights.</summary>
    public static EquatableArray<GeneratedSource> Emit(ExecutionPlan plan, ModelClass target, WeightSet? weights)
    {
        var names = new ModelNames(target);
        return
        [
            ModelEmitter.Emit(plan, target, names),
            NetworkEmitter.Emit(plan, names),
            WeightsEmitter.Emit(plan, names, target, ReaderOf(plan, weights)),
        ];
    }

    /// <summary>
    /// The public surface of a model that could not be planned, with throwing members, so that the errors of the model are
    /// the only ones of the build. Without a definition it has one input and one output.
    /// </summary>
    public static GeneratedSource EmitStub(ModelClass target, ModelDefinition? definition, CompilerOptions options) =>
        ModelEmitter.EmitStub(StubSurfaceOf(definition), target, new ModelNames(target), options.Profile, definition?.IsStateful == true);

    /// <summary>The shared kernels that a plan calls; models of one project share them.</summary>
    public static EquatableArray<KernelVariant> KernelsOf(ExecutionPlan plan) => KernelsOfPlan.List(plan);

    /// <summary>One shared kernel as a source file of its own.</summary>
    public static GeneratedSource EmitKernel(KernelVariant variant) => KernelEmitter.Emit(variant);

    private static void AskForDirectConvolutions(Graph graph)
    {
        foreach (var node in graph.Nodes)
            if (node.Op is Conv { Algorithm: ConvAlgorithm.Auto } conv)
                node.Op = conv with { Algorithm = ConvAlgorithm.Direct };
    }

    // The compiler's arithmetic is checked: the sum of all sizes of a model is known to fit only once it has been computed.
    private static ExecutionPlan? Lower(Graph graph, CompilationTarget target, DiagnosticBag diagnostics)
    {
        try
        {
            return GraphLowering.Lower(graph, MachineOf(target));
        }
        catch (OverflowException)
        {
            diagnostics.Report(DiagnosticCatalog.ModelTooLarge, DiagnosticTarget.Model, graph.Name);
            return null;
        }
    }

    private static EquatableArray<LayerReport> WithRoundingErrors(ExecutionPlan plan)
    {
        var errors = RoundingErrors.Of(plan);
        return plan.Layers.Select(layer => layer with { Rounding = errors.TryGetValue(layer.Name, out var error) ? error : null }).ToEquatableArray();
    }

    private static MachineModel MachineOf(CompilationTarget target) => target switch
    {
        CompilationTarget.Avx512 => MachineModel.Avx512,
        CompilationTarget.Avx2 => MachineModel.Avx2,
        CompilationTarget.Arm64 => MachineModel.Arm64,
        _ => MachineModel.Generic,
    };

    private static ModelSurface StubSurfaceOf(ModelDefinition? definition)
    {
        var (inputs, outputs) = StubPorts.Of(definition);
        return new(inputs, outputs);
    }

    private static WeightsPlacement PlacementOf(
        ExecutionPlan plan, WeightsReference reference, WeightSet? weights, CompilerOptions options)
    {
        var isSmall = plan.ParameterCount <= options.InlineWeightLimit;
        // What kernels read as it is stored cannot be packed before.
        var isSmallPacked = plan.PackedLength <= 2L * options.InlineWeightLimit && plan.StoredMatrices.Count == 0;
        return (reference, weights) switch
        {
            (WeightsReference.FromSeed seed, _) when !(isSmall && isSmallPacked) => new WeightsPlacement.Drawn(seed.Seed),
            (WeightsReference.FromSeed seed, _) => new WeightsPlacement.PackedInline(seed.Seed),
            (_, null) when plan.StoredTensors.Count == 0 && isSmallPacked => new WeightsPlacement.PackedInline(),
            (_, null) => WeightsPlacement.None,
            (_, { IsInline: false }) => new WeightsPlacement.Resource(weights.Resource!),
            _ when isSmallPacked => new WeightsPlacement.PackedInline(),
            _ => new WeightsPlacement.RawInline(),
        };
    }

    private static Func<StoredTensor, float[]> ReaderOf(ExecutionPlan plan, WeightSet? weights) => tensor =>
        plan.Weights is WeightsPlacement.PackedInline { Seed: { } seed } ? RandomWeights.Draw(tensor, seed)
        : weights?.Find(tensor.Name)?.Values
            ?? throw new InvalidOperationException($"The weights of {plan.Name} have no values for {tensor.Name}.");
}

/// <summary>
/// A plan, or the errors that prevented it. Beside a plan there may be warnings, and errors that say that it costs more than its budget: such
/// a plan is to be looked at and not to be built.
/// </summary>
internal sealed record PlanResult(ExecutionPlan? Plan, EquatableArray<CompilerDiagnostic> Diagnostics);
