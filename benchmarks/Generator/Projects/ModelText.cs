using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Frontends.Json;

namespace ModelCompiler.Benchmarks.Generator.Projects;

/// <summary>A network of the zoo as files of a project: its definition, and the manifest of a weight file for it.</summary>
/// <param name="Name">Also of its class, once it is an identifier.</param>
/// <param name="Definition">JSON; its weights are those of the manifest.</param>
internal sealed partial record ModelText(string Name, string Definition, string WeightFile, IReadOnlyList<(string Name, IReadOnlyList<int> Shape)> Tensors)
{
    // The build's own limit: up to here a manifest carries the values.
    private const int InlineWeightLimit = 262144;

    public string ClassName => string.Concat(Name.Split('-', '.').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    public string DefinitionFile => Name + ".json";

    /// <summary>The network of that name in samples/Zoo.</summary>
    public static ModelText OfZoo(string name)
    {
        var weights = name + ".safetensors";
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Projects", name + ".json"));
        var definition = RandomWeights().Replace(text, $"\"weights\": \"{weights}\"");
        var model = JsonModelReader.Read(text, name).Definition ?? throw new InvalidDataException($"{name} is no model");
        var plan = ModelCompilation.Plan(model, null, CompilerOptions.Default).Plan ?? throw new InvalidDataException($"{name} has mistakes");
        return new ModelText(
            name, definition, weights, [.. plan.StoredTensors.Select(tensor => (tensor.Name, (IReadOnlyList<int>)[.. tensor.Shape.Dimensions]))]);
    }

    /// <summary>The manifest as the import step writes it.</summary>
    /// <param name="version">Weights of another version have another checksum.</param>
    public string Manifest(int version)
    {
        var isInline = Tensors.Sum(tensor => Length(tensor.Shape)) <= InlineWeightLimit;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""{ "format": "modelcompiler-weights/1", "source": "{{WeightFile}}", "checksum": "{{version}}", """);
        text.Append(isInline ? "\"tensors\": [" : $"\"resource\": \"ModelCompiler/{WeightFile}\", \"tensors\": [");
        text.AppendJoin(",\n", Tensors.Select(tensor =>
            $$"""{ "name": "{{tensor.Name}}", "type": "F32", "shape": [{{string.Join(", ", tensor.Shape)}}]{{(isInline ? $", \"data\": \"{Data(tensor.Shape, version)}\"" : "")}} }"""));
        return text.Append("] }\n").ToString();
    }

    private static long Length(IReadOnlyList<int> shape) => shape.Aggregate(1L, (product, size) => product * size);

    private static string Data(IReadOnlyList<int> shape, int version)
    {
        var random = new Random(version);
        return Convert.ToBase64String(
            [.. Enumerable.Range(0, (int)Length(shape)).SelectMany(_ => BitConverter.GetBytes(random.NextSingle() + 0.5f))]);
    }

    [GeneratedRegex("""
        "weights": \{ "random": \d+ \}
        """)]
    private static partial Regex RandomWeights();
}
