using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Generator.Declarations;
using ModelCompiler.Generator.ProjectFiles;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>Turns the compiler's diagnostics into Roslyn's.</summary>
internal static class DiagnosticPlaces
{
    public static Diagnostic At(this CompilerDiagnostic diagnostic, Location location) =>
        Diagnostic.Create(Descriptors.Find(diagnostic.Id), location, Properties(diagnostic), [.. diagnostic.Arguments]);

    private static ImmutableDictionary<string, string?> Properties(CompilerDiagnostic diagnostic) =>
        diagnostic.Correction is not { } correction ? ImmutableDictionary<string, string?>.Empty
        : ImmutableDictionary<string, string?>.Empty
            .Add(CorrectionProperties.Written, correction.Written).Add(CorrectionProperties.Nearest, correction.Nearest);

    /// <summary>In the class: at the attribute or argument that it speaks about.</summary>
    public static Diagnostic In(this CompilerDiagnostic diagnostic, DeclarationLocations locations) =>
        diagnostic.At(locations.Find(diagnostic.Target));

    /// <summary>In the model file: at line and column.</summary>
    public static Diagnostic In(this CompilerDiagnostic diagnostic, ModelFile file)
    {
        var range = file.Result.Map.Find(diagnostic.Target) ?? default;
        return diagnostic.At(Location.Create(
            file.Path, new TextSpan(range.Start, range.Length),
            new LinePositionSpan(
                new LinePosition(range.Line, range.Column), new LinePosition(range.EndLine, range.EndColumn))));
    }
}
