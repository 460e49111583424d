using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx.Import;
using ModelCompiler.Compiler.Onnx.Mapping;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx;

/// <summary>
/// From an ONNX model to a definition for the compiler. The meaning of every operator becomes that of the newest opset, and what
/// follows from constants is computed. Models are untrusted: whatever they say, the result is a definition or diagnostics.
/// </summary>
internal static class OnnxImporter
{
    // Some times the largest networks that people exchange; passes over the graph take time that grows faster than it.
    private const int MaximumNodes = 20_000;

    // Every round binds an input, of which there may be any number, that another one hid.
    private const int MaximumRounds = 16;

    /// <summary>Imports a model; null if it cannot be compiled, which is reported.</summary>
    public static ImportedModel? Import(OnnxModel model, ImportOptions options, DiagnosticBag diagnostics)
    {
        var attempt = ImportAttempt.Of(model, options);
        for (var round = 1; round < MaximumRounds && Accept(attempt, options) is { } accepted; round++)
        {
            options = accepted;
            attempt = ImportAttempt.Of(model, options);
        }

        diagnostics.AddRange(attempt.Diagnostics);
        return attempt.Result;
    }

    /// <summary>The options with those offers bound that an import asked for; null if there are none.</summary>
    private static ImportOptions? Accept(ImportAttempt attempt, ImportOptions options)
    {
        var accepted = attempt.UnboundInputs.Where(options.Offers.ContainsKey).ToList();
        return accepted.Count == 0 ? null : options with
        {
            Bindings = options.Bindings.Concat(accepted.Select(name => KeyValuePair.Create(name, options.Offers[name])))
                .ToDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>What came of importing a model with certain inputs bound.</summary>
    /// <param name="UnboundInputs">Inputs that must be bound and are not.</param>
    private sealed record ImportAttempt(
        ImportedModel? Result, IReadOnlyList<CompilerDiagnostic> Diagnostics, IReadOnlyList<string> UnboundInputs)
    {
        public static ImportAttempt Of(OnnxModel model, ImportOptions options)
        {
            var diagnostics = new DiagnosticBag();
            var mistakes = new MistakeList(diagnostics);
            var import = new ModelImport(model, options, mistakes);
            var result = model.Graph.Nodes.Count <= MaximumNodes || CountsFewNodes(model.Graph, mistakes) ? import.Run() : null;
            mistakes.Finish();
            return new ImportAttempt(result, diagnostics.Diagnostics, import.UnboundInputs);
        }
    }

    private static bool CountsFewNodes(OnnxGraph graph, MistakeList mistakes)
    {
        var count = LiveNodes.Of(graph).Count;
        if (count > MaximumNodes)
            mistakes.Report(Mistake.TooManyNodes, count, MaximumNodes);
        return count <= MaximumNodes;
    }
}
