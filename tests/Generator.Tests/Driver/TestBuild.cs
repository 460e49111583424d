using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ModelCompiler.Tests.Driver;

/// <summary>What came out of a build.</summary>
internal sealed record TestBuild(
    GeneratorDriverRunResult Run, Compilation Output,
    ImmutableArray<Diagnostic> FromGenerator, ImmutableArray<Diagnostic> FromAnalyzer)
{
    /// <summary>Errors and warnings of generator, analyzer and C# compiler, in the order of their places.</summary>
    public IReadOnlyList<Diagnostic> Problems =>
    [
        .. FromGenerator.Concat(FromAnalyzer).Concat(Output.GetDiagnostics())
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
            .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start),
    ];

    public IReadOnlyList<GeneratedSourceResult> Sources => [.. Run.Results.Single().GeneratedSources];

    /// <summary>The sources of models and kernels: what every project gets is left out.</summary>
    public IReadOnlyList<GeneratedSourceResult> ModelSources =>
        [.. Sources.Where(source => source.HintName != "Microsoft.CodeAnalysis.EmbeddedAttribute.cs")];
}
