using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelCompiler.Tests;

public partial class DiagnosticTests
{
    private static readonly string[] Ids = [.. Repository.Files("src/Compiler/Diagnostics", "*.cs").SelectMany(IdsIn).Distinct()];

    /// <summary>Tests name diagnostics where they expect them, mostly with message and place.</summary>
    [Fact]
    public void Every_diagnostic_is_provoked_by_a_test()
    {
        // Which ids belong to the tool is no test of them.
        var tested = Repository.Files("tests", "*.cs").Where(file => !file.EndsWith("/CatalogueTests.cs", StringComparison.Ordinal)).SelectMany(IdsIn).ToHashSet();
        Assert.True(Ids.Length > 100);
        Assert.Equal([], Ids.Except(tested));
    }

    /// <summary>Ids in the literals of a file: those in comments say nothing.</summary>
    private static IEnumerable<string> IdsIn(string file) =>
        Repository.Parse(file).GetRoot(TestContext.Current.CancellationToken).DescendantTokens()
            .Where(token => token.Text.Contains("MC0", StringComparison.Ordinal) && !token.IsKind(SyntaxKind.IdentifierToken))
            .SelectMany(token => Id().Matches(token.Text)).Select(match => match.Value);

    [GeneratedRegex("MC0[0-9]{3}")]
    private static partial Regex Id();
}
