using Microsoft.CodeAnalysis.CodeFixes;
using ModelCompiler.CodeFixes;
using ModelCompiler.Generator.Diagnostics;
using ModelCompiler.Tests.Documentation;
using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.CodeFixes;

public class CodeFixTests
{
    private const string Json = """{ "layers": [ { "type": "Input", "shape": [4] }, { "type": "Dense", "units": 2 } ] }""";

    private static string Net(string attributes) => $"using ModelCompiler; [CompiledModel] {attributes} public partial class Net;";

    /// <summary>One fix is offered, under its title; the source is then the expected one, and nothing is wrong with it.</summary>
    private static async Task Fixes(CodeFixProvider provider, TestProject project, string title, params string[] expected)
    {
        using var editor = new FixedProject(project, provider);
        var action = Assert.Single(await editor.Actions());
        Assert.Equal(title, action.Title);
        var mended = await editor.Apply(action);
        Assert.Equal(expected, mended.Sources);
        Assert.Empty((await mended.Build()).Problems);
    }

    private static async Task OffersNothing(TestProject project)
    {
        using var editor = new FixedProject(project, new NameFix());
        Assert.Empty(await editor.Actions());
    }

    [Theory]
    [InlineData("public class Net;", "public partial class Net;")]
    [InlineData("class Net { }", "partial class Net { }")]
    [InlineData("public sealed /* mine */ class Net;", "public sealed /* mine */ partial class Net;")]
    [InlineData("\n// A network.\nclass Net;", "\n// A network.\npartial class Net;")]
    public Task A_class_becomes_partial(string before, string after)
    {
        const string head = "using ModelCompiler; [CompiledModel] [Input(4)] [Dense(2)] ";
        return Fixes(new PartialClassFix(), TestProject.Of(head + before), "Make 'Net' partial", head + after);
    }

    [Fact]
    public Task All_parts_of_a_class_become_partial() => Fixes(
        new PartialClassFix(),
        TestProject.Of(
            "using ModelCompiler; [CompiledModel] [Input(4)] [Dense(2)] public partial class Net; class Net { }", "public class Net { }"),
        "Make 'Net' partial",
        "using ModelCompiler; [CompiledModel] [Input(4)] [Dense(2)] public partial class Net; partial class Net { }",
        "public partial class Net { }");

    [Theory]
    [InlineData("[Dense(2, From = \"stm\")]", "[Dense(2, From = \"stem\")]")]
    [InlineData("[Dense(2, From = @\"stm\", Name = \"stm2\")]", "[Dense(2, From = \"stem\", Name = \"stm2\")]")]
    [InlineData("[Dense(4)] [Add(\"dense1\", \"stm\")]", "[Dense(4)] [Add(\"dense1\", \"stem\")]")]
    [InlineData("[Dense(4)] [Add(new[] { \"stm\", \"dense1\" })]", "[Dense(4)] [Add(new[] { \"stem\", \"dense1\" })]")]
    public Task A_layer_that_is_read(string before, string after)
    {
        const string input = "[Input(4, Name = \"stem\")] ";
        return Fixes(new NameFix(), TestProject.Of(Net(input + before)), "Change 'stm' to 'stem'", Net(input + after));
    }

    [Fact]
    public Task A_name_that_needs_escapes() => Fixes(
        new NameFix(), TestProject.Of(Net("""[Input(4, Name = "a\\\"b")] [Dense(2, From = "a\"b")]""")),
        "Change 'a\"b' to 'a\\\"b'", Net("""[Input(4, Name = "a\\\"b")] [Dense(2, From = "a\\\"b")]"""));

    /// <summary>The nearest name is the layer's own, which it cannot read.</summary>
    [Fact]
    public Task A_layer_that_cannot_be_meant_is_not_suggested() => Fixes(
        new NameFix(), TestProject.Of(Net("[Input(4)] [Dense(4, Name = \"fc12\")] [Dense(4, Name = \"fc2\", From = \"fc22\")]")),
        "Change 'fc22' to 'fc12'", Net("[Input(4)] [Dense(4, Name = \"fc12\")] [Dense(4, Name = \"fc2\", From = \"fc12\")]"));

    [Fact]
    public Task An_output() => Fixes(
        new NameFix(), TestProject.Of(Net("[Input(4)] [Dense(2, Name = \"scores\")] [Output(\"score\")]")),
        "Change 'score' to 'scores'", Net("[Input(4)] [Dense(2, Name = \"scores\")] [Output(\"scores\")]"));

    [Theory]
    [InlineData("nte.json", "net.json")]
    [InlineData("Net.json", "net.json")]
    [InlineData("model/net.json", "models/net.json")]
    public Task A_model_file(string before, string after) => Fixes(
        new NameFix(),
        TestProject.Of($"using ModelCompiler; [CompiledModel(\"{before}\")] public partial class Net;").WithModel("data/models/net.json", Json),
        $"Change '{before}' to '{after}'", $"using ModelCompiler; [CompiledModel(\"{after}\")] public partial class Net;");

    [Fact]
    public Task A_weight_file() => Fixes(
        new NameFix(),
        TestProject.Of(Net("[Input(4)] [Dense(2)] [Weights(\"net.safetensor\")]"))
            .WithWeights("net.safetensors", Manifests.Dense("net.safetensors", 2, 4)),
        "Change 'net.safetensor' to 'net.safetensors'", Net("[Input(4)] [Dense(2)] [Weights(\"net.safetensors\")]"));

    [Fact]
    public Task A_name_that_is_near_no_other_is_left_alone() =>
        OffersNothing(TestProject.Of(Net("[Input(4, Name = \"stem\")] [Dense(2, From = \"trunk\")]")));

    [Fact]
    public Task A_constant_is_left_alone() => OffersNothing(TestProject.Of(
        Net("[Input(4, Name = \"stem\")] [Dense(2, From = Names.Stem)]") + "static class Names { public const string Stem = \"stm\"; }"));

    [Fact]
    public Task A_file_name_that_leads_to_two_files_is_not_suggested() => OffersNothing(
        TestProject.Of("using ModelCompiler; [CompiledModel(\"nte.json\")] public partial class Net;")
            .WithModel("first/net.json", Json).WithModel("second/net.json", Json));

    [Fact]
    public async Task All_classes_at_once()
    {
        const string text = "using ModelCompiler; [CompiledModel] [Input(4)] [Dense(2)] class First; [CompiledModel] [Input(4)] [Dense(2)] class Second;";
        using var editor = new FixedProject(TestProject.Of(text, text.Replace("First", "Third").Replace("Second", "Fourth")), new PartialClassFix());
        var mended = await editor.ApplyToAll();
        Assert.All(mended.Sources, source => Assert.Equal(2, source.Split("partial class").Length - 1));
        Assert.Empty((await mended.Build()).Problems);
    }

    [Fact]
    public async Task All_names_at_once()
    {
        var project = TestProject.Of(
            Net("[Input(4, Name = \"stem\")] [Dense(4, From = \"stm\", Name = \"head\")] [Add(\"haed\", \"stm\")] [Output(\"add\")]"),
            "using ModelCompiler; [CompiledModel(\"other.jsn\")] public partial class Other;").WithModel("other.json", Json);
        using var editor = new FixedProject(project, new NameFix());
        var mended = await editor.ApplyToAll();
        Assert.Equal(
            [
                Net("[Input(4, Name = \"stem\")] [Dense(4, From = \"stem\", Name = \"head\")] [Add(\"head\", \"stem\")] [Output(\"add1\")]"),
                "using ModelCompiler; [CompiledModel(\"other.json\")] public partial class Other;",
            ],
            mended.Sources);
        Assert.Empty((await mended.Build()).Problems);
    }

    /// <summary>Pages that speak of a code fix show what it does.</summary>
    [Theory]
    [InlineData("MC0010")]
    [InlineData("MC0103")]
    [InlineData("MC0108")]
    public async Task Examples_of_the_documentation(string id)
    {
        var page = Page.Read($"docs/diagnostics/{id}.md");
        CodeFixProvider provider = id == "MC0010" ? new PartialClassFix() : new NameFix();
        using var editor = new FixedProject(TestProject.Of("using ModelCompiler;\n" + Assert.Single(page.Blocks("csharp", "wrong"))), provider);
        var mended = await editor.Apply(Assert.Single(await editor.Actions()));
        Assert.Equal("using ModelCompiler;\n" + Assert.Single(page.Blocks("csharp", "right")), Assert.Single(mended.Sources));
    }

    [Fact]
    public void Pages_of_diagnostics_with_a_fix_say_so()
    {
        string[] mendable = [.. new PartialClassFix().FixableDiagnosticIds, .. new NameFix().FixableDiagnosticIds];
        Assert.Equal(
            mendable, Descriptors.All.Select(descriptor => descriptor.Id).Order(StringComparer.Ordinal)
                .Where(id => Page.Read($"docs/diagnostics/{id}.md").Text.Contains("A code fix ", StringComparison.Ordinal)));
    }
}
