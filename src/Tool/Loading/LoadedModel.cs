using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Tool.Import;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Loading;

/// <summary>A model file that was read, whatever its kind.</summary>
/// <param name="File">The file as the user wrote it, for messages.</param>
/// <param name="Weights">The tensors of the model; null where it has none or they are random.</param>
/// <param name="Map">Where in the file the compiler's diagnostics stand.</param>
internal sealed record LoadedModel(string File, ModelDefinition Definition, StoredWeights? Weights, SourceMap Map)
{
    private const string ResourcePrefix = "ModelCompiler/";

    /// <summary>The name of the weight file, without a directory.</summary>
    public string WeightFileName => Definition.Weights is WeightsReference.FromFile { FileName: var name }
        ? Path.GetFileName(name) : Path.GetFileNameWithoutExtension(File) + ".safetensors";

    public LoadedModel WithWeights(WeightsReference reference) =>
        this with { Definition = Definition with { Weights = reference }, Weights = null };

    public LoadedModel WithBatch(long batch) => this with { Definition = Definition with { Batch = batch } };

    /// <summary>The model as a graph, before any pass; null with errors at their places if it has mistakes.</summary>
    public Graph? Build(Report report)
    {
        var diagnostics = new DiagnosticBag();
        var graph = GraphBuilder.Build(Definition, diagnostics);
        report.Diagnostics(File, diagnostics.Diagnostics.ToEquatableArray(), Map);
        return graph;
    }

    /// <summary>Plans the model; null with errors at their places if it has mistakes.</summary>
    public PlannedModel? Plan(CompilerOptions options, Report report)
    {
        var weights = DescribeWeights(options);
        var result = ModelCompilation.Plan(Definition, weights, options);
        report.Diagnostics(File, result.Diagnostics, Map);
        return result.Plan is { } plan ? new PlannedModel(this, plan, weights) : null;
    }

    private WeightSet? DescribeWeights(CompilerOptions options)
    {
        if (Weights is null)
            return null;
        var isInline = Weights.ParameterCount <= options.InlineWeightLimit;
        return Weights.ToWeightSet(WeightFileName, isInline ? null : ResourcePrefix + WeightFileName);
    }
}

/// <summary>A model with its plan.</summary>
/// <param name="WeightSet">The weights as the plan was made for them.</param>
internal sealed record PlannedModel(LoadedModel Model, ExecutionPlan Plan, WeightSet? WeightSet)
{
    /// <summary>The weights as a compiled model takes them; null with an error if the model needs some and has none.</summary>
    public ModelWeights? FindWeights(Report report)
    {
        if (Model.Definition.Weights is WeightsReference.FromSeed { Seed: var seed })
            return ModelWeights.FromTensors(Plan.StoredTensors.Select(tensor => Draw(tensor, seed)));
        if (Model.Weights is { } weights)
            return weights.ToModelWeights();
        if (Plan.StoredTensors.Count == 0)
            return ModelWeights.FromTensors([]);
        report.Diagnostic(
            Model.File, DiagnosticCatalog.Tool.ModelWithoutWeights.At(DiagnosticTarget.Model, Plan.Name), Model.Map.Find(DiagnosticTarget.Model));
        return null;
    }

    private static WeightTensor Draw(Compiler.Weights.StoredTensor tensor, long seed) =>
        new(tensor.Name, [.. tensor.Shape.Dimensions], Compiler.Weights.RandomWeights.Draw(tensor, seed));
}
