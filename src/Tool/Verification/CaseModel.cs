using ModelCompiler.Compiler.Definition;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Verification;

/// <summary>The model file of a case.</summary>
internal abstract class CaseModel
{
    /// <summary>What the model file of a case is called; the first one that is there counts.</summary>
    public static IReadOnlyList<string> FileNames { get; } = ["model.onnx", "model.json"];

    /// <summary>The inputs that a caller gives values for, in the order in which files number them.</summary>
    public abstract IReadOnlyList<string> Inputs { get; }

    /// <summary>The model file of a folder; null with errors if it cannot be read.</summary>
    public static CaseModel? Read(string folder, Report report)
    {
        var file = FileNames.Select(name => Path.Combine(folder, name)).First(File.Exists);
        if (file.EndsWith(".onnx", StringComparison.Ordinal))
            return OnnxCaseModel.ReadFile(file, report);
        return ModelLoader.Load(file, randomWeights: null, report) is { } model ? new Fixed(model) : null;
    }

    /// <summary>
    /// The model as it is compiled for values of its inputs; null with errors if that fails. Values for which the last model is good
    /// too give that one.
    /// </summary>
    /// <param name="inputs">A tensor for each of <see cref="Inputs"/>.</param>
    public abstract SpecializedModel? Specialize(IReadOnlyList<CaseTensor> inputs, Report report);

    /// <summary>A model whose shapes do not depend on its inputs.</summary>
    private sealed class Fixed(LoadedModel model) : CaseModel
    {
        private readonly SpecializedModel _model = new(model, []);

        public override IReadOnlyList<string> Inputs { get; } = [.. Compiler.Building.LayerNames.OfInputs(model.Definition)];

        public override SpecializedModel Specialize(IReadOnlyList<CaseTensor> inputs, Report report) => _model;
    }
}

/// <summary>A model with shapes that are known.</summary>
/// <param name="BoundInputs">Inputs that became constants, because they determine shapes.</param>
internal sealed record SpecializedModel(LoadedModel Model, IReadOnlyList<string> BoundInputs)
{
    /// <summary>
    /// For each output the distance of neighbouring values, if it is quantised, otherwise 0. Empty if none is quantised.
    /// </summary>
    public IReadOnlyList<double> Quanta { get; init; } = [];
}
