using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Tool.Import;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Verification;

/// <summary>
/// An ONNX model. Dimensions that it leaves open are those of the test data, and inputs that shapes follow from are bound to its values.
/// </summary>
internal sealed class OnnxCaseModel : CaseModel
{
    private readonly string _file;
    private readonly OnnxModel _model;

    /// <summary>The last model, and the inputs that it was made for.</summary>
    private (SpecializedModel Model, IReadOnlyList<CaseTensor> Inputs)? _last;

    private OnnxCaseModel(string file, OnnxModel model)
    {
        (_file, _model) = (file, model);
        Inputs = [.. model.Graph.RequiredInputs.Select(input => input.Name)];
    }

    public override IReadOnlyList<string> Inputs { get; }

    /// <summary>Reads a model; null with errors if that fails.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static OnnxCaseModel? ReadFile(string file, Report report)
    {
        var diagnostics = new DiagnosticBag();
        var model = OnnxModelFormat.ReadModel(file, ModelFolder.Of(file), diagnostics);
        report.Diagnostics(file, diagnostics, OnnxModelFormat.NoPositions);
        return model is null ? null : new OnnxCaseModel(file, model);
    }

    public override SpecializedModel? Specialize(IReadOnlyList<CaseTensor> inputs, Report report)
    {
        if (_last is { } last && IsGoodFor(inputs, last.Model, last.Inputs))
            return last.Model;
        var diagnostics = new DiagnosticBag();
        var options = new ImportOptions
        {
            Name = Path.GetFileNameWithoutExtension(_file),
            Offers = Inputs.Zip(inputs, (name, tensor) => KeyValuePair.Create(name, tensor.Source)).ToDictionary(StringComparer.Ordinal),
        };
        var imported = OnnxImporter.Import(_model, options, diagnostics);
        report.Diagnostics(_file, diagnostics, OnnxModelFormat.NoPositions);
        if (imported is null)
            return null;
        var weights = imported.Weights.Count > 0 ? StoredWeights.Of(imported.Weights) : null;
        var model = new SpecializedModel(
            new LoadedModel(_file, imported.Definition, weights, OnnxModelFormat.NoPositions), imported.BoundInputs)
        {
            Quanta = [.. _model.Graph.Outputs.Select(output => Quantum.Of(_model.Graph, output.Name))],
        };
        _last = (model, inputs);
        return model;
    }

    private bool IsGoodFor(IReadOnlyList<CaseTensor> inputs, SpecializedModel model, IReadOnlyList<CaseTensor> madeFor) =>
        Inputs.Select((name, i) => inputs[i].TypeText == madeFor[i].TypeText
            && (!model.BoundInputs.Contains(name) || inputs[i].Source.Bytes.Span.SequenceEqual(madeFor[i].Source.Bytes.Span))).All(isSame => isSame);
}
