using System.Reflection;
using Microsoft.CodeAnalysis;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.Tests.Diagnostics;

public class CatalogueTests
{
    private static IReadOnlyDictionary<string, T> Fields<T>(Type type) => type
        .GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.FieldType == typeof(T))
        .ToDictionary(field => field.Name, field => (T)field.GetValue(null)!);

    /// <summary>MC0320 to MC0349 and MC0400 to MC0439 are mistakes in files that only modelc reads; it reports them itself.</summary>
    private static bool IsReportedByTool(DiagnosticDescription description) =>
        IsWithin(description.Id, "MC0320", "MC0349") || IsWithin(description.Id, "MC0400", "MC0439");

    private static bool IsWithin(string id, string first, string last) =>
        string.CompareOrdinal(id, first) >= 0 && string.CompareOrdinal(id, last) <= 0;

    [Fact]
    public void EveryDiagnosticOfTheCompilerHasItsDescriptor() => Assert.Equal(
        Fields<DiagnosticDescription>(typeof(DiagnosticCatalog)).Where(field => !IsReportedByTool(field.Value)).OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(f => $"{f.Key}: {f.Value.Id} {f.Value.Severity} {f.Value.Title}: {f.Value.MessageFormat}"),
        Fields<DiagnosticDescriptor>(typeof(Descriptors)).OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(f => $"{f.Key}: {f.Value.Id} {f.Value.DefaultSeverity} {f.Value.Title}: {f.Value.MessageFormat}"));

    [Fact]
    public void EveryIdStandsForOneDiagnostic() =>
        Assert.Distinct(Fields<DiagnosticDescription>(typeof(DiagnosticCatalog)).Values.Select(description => description.Id));

    [Fact]
    public void EveryDescriptorLinksToItsPage() => Assert.All(Descriptors.All, descriptor => Assert.Equal(
        $"https://github.com/modelcompiler/modelcompiler/blob/main/docs/diagnostics/{descriptor.Id}.md", descriptor.HelpLinkUri));

    [Fact]
    public void OnlyTheGeneratorReportsInternalErrors() =>
        Assert.DoesNotContain(Descriptors.InternalError, new ModelAnalyzer().SupportedDiagnostics);
}
