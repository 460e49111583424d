using System.Text;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.Hostile;

/// <summary>Many models in one project: a compilation costs more than a model. Their classes are Net0, Net1 and so on.</summary>
internal sealed class HostileProject
{
    private const string Summary = "/// <summary>A model.</summary>";

    private readonly StringBuilder _classes = new("using ModelCompiler;\nnamespace App;\n");

    private TestProject _project = TestProject.Of();

    public int Count { get; private set; }

    /// <summary>A model in attributes.</summary>
    public void AddAttributes(ModelDefinition model) => _classes.AppendLine(Summary).AppendLine(AttributeText.Of(model, $"Net{Count++}"));

    /// <summary>A model in a JSON file.</summary>
    public void AddJson(ModelDefinition model) => AddJson(JsonModelWriter.Write(model));

    /// <summary>A model file of any text.</summary>
    public void AddJson(string text)
    {
        _project = _project.WithModel($"net{Count}.json", text);
        _classes.AppendLine(Summary).AppendLine($"[CompiledModel(\"net{Count}.json\")] public sealed partial class Net{Count++};");
    }

    /// <summary>A weight file for the next model.</summary>
    /// <returns>The name by which the model finds it.</returns>
    public string AddWeights(Func<string, string> manifest)
    {
        var name = $"weights{Count}.safetensors";
        _project = _project.WithWeights(name, manifest(name));
        return name;
    }

    /// <summary>
    /// Builds all: neither the generator nor the analyzer fails, and the C# compiler finds nothing to say, be it of a stub.
    /// </summary>
    public async Task<IReadOnlyList<HostileModel>> Build()
    {
        var build = await (_project with
        {
            Sources = [_classes.ToString()],
            Documentation = Microsoft.CodeAnalysis.DocumentationMode.Diagnose,
        }).Build();
        var faults = build.Problems.Where(problem => problem.Id == "MC0001" || !problem.Id.StartsWith("MC", StringComparison.Ordinal)).ToList();
        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(5)));
        return [.. Enumerable.Range(0, Count).Select(i => new HostileModel(
            [.. build.ModelSources.Where(source => source.HintName.StartsWith($"App.Net{i}.", StringComparison.Ordinal)).Select(source => source.SyntaxTree)],
            [.. build.Problems.Where(problem => problem.GetMessage().Contains($"Net{i}'", StringComparison.Ordinal)
                || problem.Location.GetLineSpan().Path.EndsWith($"/net{i}.json", StringComparison.Ordinal)).Select(problem => problem.ToString())]))];
    }
}
