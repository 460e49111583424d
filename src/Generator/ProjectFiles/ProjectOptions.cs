using System.Globalization;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Generator.Declarations;

namespace ModelCompiler.Generator.ProjectFiles;

/// <summary>The project's settings.</summary>
/// <param name="Problems">What is wrong with them; a wrong one counts as not given.</param>
internal sealed record ProjectOptions(CompilerOptions Options, EquatableArray<CompilerDiagnostic> Problems)
{
    private const string InlineWeightLimit = "build_property.ModelCompilerInlineWeightLimit";
    private const string Profile = "build_property.ModelCompilerProfile";
    private const string Target = "build_property.ModelCompilerTarget";

    public static ProjectOptions Read(AnalyzerConfigOptions options)
    {
        var problems = new List<CompilerDiagnostic>();
        return new ProjectOptions(
            CompilerOptions.Default with
            {
                InlineWeightLimit = Read(options, InlineWeightLimit, ParseLimit, DiagnosticCatalog.InvalidInlineWeightLimit, [], problems)
                    ?? CompilerOptions.Default.InlineWeightLimit,
                Profile = Read<bool>(options, Profile, ParseFlag, DiagnosticCatalog.InvalidProfile, [], problems) ?? CompilerOptions.Default.Profile,
                Target = Read(
                    options, Target, CompilationTargets.Find, DiagnosticCatalog.InvalidTarget, [CompilationTargets.Listing], problems)
                    ?? CompilerOptions.Default.Target,
            },
            problems.ToEquatableArray());
    }

    /// <param name="mistake">Its arguments are the property's text and <paramref name="arguments"/>.</param>
    /// <returns>Null if the property is not given or has a mistake.</returns>
    private static T? Read<T>(
        AnalyzerConfigOptions options, string property, Func<string, T?> parse, DiagnosticDescription mistake, object[] arguments,
        List<CompilerDiagnostic> problems)
        where T : struct
    {
        if (!options.TryGetValue(property, out var text) || text.Length == 0)
            return null;
        var value = parse(text);
        if (value is null)
            problems.Add(mistake.At(DeclarationLocations.Class, [text, .. arguments]));
        return value;
    }

    // MSBuild's own conditions take no notice of case either.
    private static bool? ParseFlag(string text) => bool.TryParse(text, out var flag) ? flag : null;

    private static int? ParseLimit(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
}
