using System.Globalization;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Generator.Declarations;

namespace ModelCompiler.Generator.ProjectFiles;

/// <summary>The project's settings.</summary>
/// <param name="Problem">What is wrong with them; null if nothing is.</param>
internal sealed record ProjectOptions(CompilerOptions Options, CompilerDiagnostic? Problem)
{
    private const string InlineWeightLimit = "build_property.ModelCompilerInlineWeightLimit";

    public static ProjectOptions Read(AnalyzerConfigOptions options)
    {
        if (!options.TryGetValue(InlineWeightLimit, out var text) || text.Length == 0)
            return new ProjectOptions(CompilerOptions.Default, null);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? new ProjectOptions(CompilerOptions.Default with { InlineWeightLimit = limit }, null)
            : new ProjectOptions(
                CompilerOptions.Default, DiagnosticCatalog.InvalidInlineWeightLimit.At(DeclarationLocations.Class, text));
    }
}
