using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.Documentation;

/// <summary>What a page of docs/diagnostics calls wrong is reported under its number alone; what it calls right builds.</summary>
public class DiagnosticExampleTests
{
    private const string Usings = "using ModelCompiler;\n";
    private const string Model = """{ "layers": [ { "type": "Input", "shape": [4] }, { "type": "Dense", "units": 2 } ] }""";

    public static TheoryData<string> Pages => [.. Page.In("docs/diagnostics").Where(file => file.Contains("/MC", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task WrongExamplesAreReported(string file)
    {
        foreach (var example in Examples(file, "wrong"))
        {
            // C# may add a word of its own, as on a class whose base class has no constructor.
            var problems = (await example.Build()).Problems.Select(problem => problem.Id).Where(id => id.StartsWith("MC", StringComparison.Ordinal));
            Assert.Equal([Path.GetFileNameWithoutExtension(file)], problems.Distinct());
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task RightExamplesBuild(string file)
    {
        foreach (var example in Examples(file, "right"))
            Assert.Empty((await example.Build()).Problems);
    }

    [Fact]
    public void ThereAreExamples() => Assert.InRange(Pages.Sum(row => Examples(row.Data, "wrong").Count()), 60, int.MaxValue);

    /// <summary>Projects that list the files which examples name: net.json and net.safetensors.</summary>
    private static IEnumerable<TestProject> Examples(string file, string mark)
    {
        var page = Page.Read(file);
        foreach (var code in page.Blocks("csharp", mark))
            yield return TestProject.Of(Usings + code).WithModel("net.json", Model)
                .WithWeights("net.safetensors", Manifests.Dense("net.safetensors", 2, 4));
        foreach (var json in page.Blocks("json", mark))
            yield return TestProject.Of(Usings + "[CompiledModel(\"net.json\")] public partial class Net;").WithModel("net.json", json);
    }
}
