using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Onnx.Protobuf;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>Reads what a model says about itself, then its graph.</summary>
internal sealed class ModelReader(ReadContext context, ModelProto model)
{
    // ONNX's own operators go by two names.
    private const string OwnDomain = "ai.onnx";

    public static string Domain(string name) => name == OwnDomain ? "" : name;

    /// <summary>The model; null if it has no graph, and of no use if there were errors.</summary>
    public OnnxModel? Read()
    {
        if (model.Graph is null)
        {
            context.Report(Mistake.NoGraph);
            return null;
        }

        if (model.TrainingInfo.Count > 0)
            context.Report(Mistake.TrainingInfo);
        context.Foreign.Define(model.Functions.Select(function => (Domain(function.Domain), function.Name)));
        var opsets = ReadOpsets();
        var graph = new GraphReader(context, model.Graph, place: null, new GraphScope(outer: null)).Read();
        if (model.Graph.Output.Count == 0)
            context.Report(Mistake.NoOutputs);
        context.Foreign.Report(context);
        // A model of foreign operators alone needs none of ONNX's own, and has its message already.
        if (!opsets.ContainsKey("") && !context.Foreign.Any)
            context.Report(Mistake.OpsetMissing);
        return new OnnxModel(
            model.IrVersion, opsets.Select(opset => new OnnxOpset(opset.Key, opset.Value)).ToEquatableArray(),
            $"{model.ProducerName} {model.ProducerVersion}".Trim(), graph);
    }

    private Dictionary<string, long> ReadOpsets()
    {
        var opsets = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var import in model.OpsetImport)
            if (!opsets.TryAdd(Domain(import.Domain), import.Version) && opsets[Domain(import.Domain)] != import.Version)
                context.Report(
                    Mistake.OpsetTwice, import.Domain.Length == 0 ? OwnDomain : import.Domain, opsets[Domain(import.Domain)], import.Version);
        if (opsets.TryGetValue("", out var version) && version is < OnnxModel.OldestOpset or > OnnxModel.NewestOpset)
            context.Report(Mistake.OpsetUnsupported, version, OnnxModel.OldestOpset, OnnxModel.NewestOpset);
        return opsets;
    }
}
