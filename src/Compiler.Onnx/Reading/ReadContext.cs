using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>What all parts of one reading share: the mistakes so far, the files beside the model, calls of foreign operators.</summary>
internal sealed class ReadContext(DiagnosticBag diagnostics, IExternalData external)
{
    private readonly MistakeList _mistakes = new(diagnostics);

    public bool HasErrors => _mistakes.HasErrors;

    public ExternalTensors External { get; } = new(external);

    /// <summary>Nodes whose operator is none of ONNX's own.</summary>
    public ForeignOperators Foreign { get; } = new();

    public void Report(DiagnosticDescription description, params object[] arguments) => _mistakes.Report(description, arguments);

    /// <summary>Says how many mistakes were not reported.</summary>
    public void Finish() => _mistakes.Finish();
}
