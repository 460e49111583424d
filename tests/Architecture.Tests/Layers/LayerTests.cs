using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelCompiler.Tests.Layers;

/// <summary>src/Compiler against the table of who may use whom, and that table against its page.</summary>
public class LayerTests
{
    private const string Folder = "src/Compiler";

    private static readonly Lazy<CSharpCompilation> Sources = new(() => Repository.Compile(Folder));
    private static readonly Lazy<IReadOnlyList<LayerUse>> Uses = new(() => LayerUses.Find(Sources.Value));

    [Fact]
    public void Every_name_in_the_sources_has_a_meaning()
    {
        // Otherwise uses would go unseen.
        var errors = Sources.Value.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal([], errors.Select(error => error.ToString()));
    }

    [Fact]
    public void No_layer_uses_one_that_it_may_not_use()
    {
        var allowed = Pairs().ToHashSet();
        var forbidden = Uses.Value.Where(use => use.From != LayerRules.Root && !allowed.Contains((use.From, use.To)));
        Assert.Equal([], forbidden.Select(use => $"{use.Place}: {use.From} uses {use.Symbol} of {use.To}"));
    }

    [Fact]
    public void No_layer_may_use_one_that_it_does_not_use()
    {
        var used = Uses.Value.Select(use => (use.From, use.To)).ToHashSet();
        Assert.Equal([], Pairs().Except(used));
    }

    [Fact]
    public void Layers_use_those_above_them_in_the_table()
    {
        var order = LayerRules.All.Select((rule, index) => (rule.Layer, index)).ToDictionary(pair => pair.Layer, pair => pair.index);
        var upward = Pairs().Where(pair => order[pair.To] >= order[pair.From]);
        Assert.Equal(LayerRules.MutualUse, upward);
    }

    [Fact]
    public void Every_folder_is_a_layer()
    {
        var folders = Repository.Files(Folder, "*.cs").Select(file => file.Split('/')).Where(parts => parts.Length > 3)
            .Select(parts => parts[2]).Distinct().Where(folder => folder != "Polyfills");
        Assert.Equal(
            LayerRules.All.Select(rule => rule.Layer).Except([LayerRules.IRTypes, LayerRules.HostTypes]).Order(StringComparer.Ordinal),
            folders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_has_the_same_table()
    {
        var page = Repository.Read("docs/architecture.md");
        var rows = LayerRules.All.Select(rule => $"| {rule.Layer} | {(rule.MayUse.Length == 0 ? "–" : string.Join(", ", rule.MayUse))} |\n");
        Assert.Contains("| layer | may use |\n|---|---|\n" + string.Concat(rows) + "\n", page, StringComparison.Ordinal);
    }

    private static IEnumerable<(string From, string To)> Pairs() =>
        LayerRules.All.SelectMany(rule => rule.MayUse.Select(used => (rule.Layer, used)));
}
