using System.Text.Json;
using System.Text.Json.Nodes;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Keras;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests;

/// <summary>Files are untrusted: whatever is in them, the result is a definition or diagnostics, and never an exception.</summary>
public class DamagedFileTests
{
    private static readonly string[] Replacements =
        ["null", "true", "-1", "0", "1", "2.5", "1e300", "99999999999", "\"\"", "\"x\"", "[]", "[1]", "[[2, 3]]", "{}", "[null, 5]"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ADamagedModelIsNoException(int seed)
    {
        var random = new Random(seed);
        var models = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests/Keras.Tests/Recordings/layers.json"))).RootElement
            .EnumerateArray().Select(recording => recording.GetProperty("model").GetRawText()).ToList();
        for (var i = 0; i < 250; i++)
        {
            var text = models[random.Next(models.Count)];
            var damaged = random.Next(4) == 0 ? Cut(text, random) : Damage(JsonNode.Parse(text)!, random).ToJsonString();
            var diagnostics = new DiagnosticBag();
            var found = Record.Exception(() =>
                KerasImporter.Import(damaged, "model", MemoryFiles.None, null, new SourceMap(), diagnostics) is null);
            Assert.True(found is null, $"{found}\n{damaged}");
        }
    }

    private static string Cut(string text, Random random)
    {
        var begin = random.Next(text.Length);
        return text.Remove(begin, random.Next(Math.Min(20, text.Length - begin)));
    }

    /// <summary>Puts something else in the place of one to three values.</summary>
    private static JsonNode Damage(JsonNode root, Random random)
    {
        for (var count = random.Next(3); count >= 0; count--)
        {
            var values = Below(root).Where(node => node.Parent is not null).ToList();
            var target = values[random.Next(values.Count)];
            var value = JsonNode.Parse(Replacements[random.Next(Replacements.Length)]);
            if (target.Parent is JsonArray array)
                array[array.IndexOf(target)] = value;
            else
                target.Parent!.AsObject()[target.GetPropertyName()] = value;
        }

        return root;
    }

    private static IEnumerable<JsonNode> Below(JsonNode node) => node switch
    {
        JsonArray array => array.OfType<JsonNode>().SelectMany(Below).Append(node),
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>().SelectMany(Below).Append(node),
        _ => [node],
    };
}
