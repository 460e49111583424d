using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Lowering;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Conversion;

/// <summary>A model without mistakes, on its way to another kind of file.</summary>
/// <param name="Weights">The tensors that its layers ask for, each once; null for a model without weights.</param>
internal sealed record ConvertedModel(LoadedModel Model, Graph Graph, IReadOnlyList<StoredTensor>? Weights)
{
    /// <summary>Checks a model and its weights; null with errors if they have mistakes.</summary>
    public static ConvertedModel? Of(LoadedModel model, Report report)
    {
        if (model.Build(report) is not { } graph)
            return null;
        var needed = graph.Nodes.SelectMany(node => node.Inputs).Select(value => value?.Constant).OfType<WeightExpression>()
            .SelectMany(StoredTensors.In).DistinctBy(tensor => tensor.Name).ToList();
        if (model.Definition.Weights is WeightsReference.FromSeed { Seed: var seed })
            return new ConvertedModel(model, graph, [.. needed.Select(tensor => Draw(tensor, seed))]);
        if (model.Weights is null)
            return new ConvertedModel(model, graph, needed.Count == 0 ? [] : null);

        var diagnostics = new DiagnosticBag();
        var fits = WeightBinding.Check(needed, model.Weights.ToWeightSet(model.WeightFileName, resource: null), diagnostics);
        foreach (var diagnostic in diagnostics.Diagnostics)
            report.Diagnostic(model.File, diagnostic, model.Map.Find(diagnostic.Target));
        return fits ? new ConvertedModel(model, graph, model.Weights.Tensors) : null;
    }

    /// <summary>The elements of a tensor of a model with weights.</summary>
    public float[] ValuesOf(string name)
    {
        var tensor = Weights!.First(tensor => tensor.Info.Name == name);
        var values = new float[tensor.Info.Length];
        tensor.CopyTo(0, values);
        return values;
    }

    private static StoredTensor Draw(Compiler.Weights.StoredTensor tensor, long seed)
    {
        var values = RandomWeights.Draw(tensor, seed);
        var info = new WeightTensorInfo(tensor.Name, [.. tensor.Shape.Dimensions], values.Length, WeightElementType.Float32);
        return new StoredTensor(info, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
    }
}
