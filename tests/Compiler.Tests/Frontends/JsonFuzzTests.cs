using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Frontends.Json;

namespace ModelCompiler.Tests.Frontends;

/// <summary>Whatever the text, the readers neither throw nor stay silent about what they could not read.</summary>
public class JsonFuzzTests
{
    private const string Model = """
        { "$schema": "s", "name": "Né😀t", "weights": { "random": 42 }, // comment
          "layers": [
            { "type": "Input", "shape": [3, 32, 32], "mean": [0.5, -1.25e-3, 7] },
            { "type": "Conv2D", "name": "stem", "filters": 6, "kernel": [5, 3], "bias": false, "activation": "Tanh" },
            { "type": "Add", "from": ["stem", "conv2"], "activation": "ELU", "alpha": 0.1 }, ],
          "outputs": ["add1"] }
        """;

    private const string Manifest = """
        { "format": "modelcompiler-weights/1", "source": "a.safetensors", "checksum": "00", "resource": null, "tensors": [
          { "name": "a.weight", "type": "F16", "shape": [1, 2], "data": "AAAAPA==" },
          { "name": "a.bias", "type": "F32", "shape": [1], "data": "AACAPw==" } ] }
        """;

    private static readonly string[] Fragments =
        ["{", "}", "[", "]", "\"", ",", ":", "null", "1e999", "-", "0", "99999999999999999999", "\\u", "\uD800", "😀", "//", "/*", "\n", "\r", "\0", "true"];

    [Fact]
    public void Mutated_models_are_read_or_diagnosed()
    {
        foreach (var text in Mutations(Model, 5000))
        {
            var result = JsonModelReader.Read(text, "x");
            Assert.True(result.Definition is not null || result.HasErrors);
            AssertPositions(text, result.Map, result.Diagnostics);
        }
    }

    [Fact]
    public void Mutated_manifests_are_read_or_diagnosed()
    {
        foreach (var text in Mutations(Manifest, 5000))
        {
            var result = WeightManifestReader.Read(text);
            Assert.NotEqual(result.Weights is null, result.Diagnostics.Count == 0);
            AssertPositions(text, result.Map, result.Diagnostics);
        }
    }

    [Fact]
    public void Every_prefix_is_read_or_diagnosed()
    {
        for (var length = 0; length < Model.Length; length++)
            Assert.True(JsonModelReader.Read(Model[..length], "x").HasErrors);
    }

    private static void AssertPositions(string text, SourceMap map, IEnumerable<CompilerDiagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            var range = map.Find(diagnostic.Target)!.Value;
            Assert.InRange(range.Start, 0, text.Length);
            Assert.InRange(range.Start + range.Length, range.Start, text.Length);
            Assert.True(range.Line >= 0 && range.Column >= 0 && range.EndLine >= range.Line);
            Assert.DoesNotContain('\n', diagnostic.Message);
            Assert.InRange(diagnostic.Message.Length, 1, 3000);
        }
    }

    private static IEnumerable<string> Mutations(string text, int count)
    {
        var random = new Random(20240607);
        for (var i = 0; i < count; i++)
        {
            var mutated = text;
            for (var edits = random.Next(1, 4); edits > 0; edits--)
                mutated = Mutate(mutated, random);
            yield return mutated;
        }
    }

    private static string Mutate(string text, Random random)
    {
        var at = random.Next(text.Length);
        var length = Math.Min(random.Next(1, 12), text.Length - at);
        return random.Next(4) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, Fragments[random.Next(Fragments.Length)]),
            2 => text.Insert(at, text.Substring(random.Next(text.Length - length), length)),
            _ => text.Remove(at, 1).Insert(at, ((char)random.Next(1, 0x10000)).ToString()),
        };
    }
}
