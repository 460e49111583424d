using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Tests.Models;

/// <summary>What the reader finds in the file that the writer made of a JSON definition.</summary>
internal static class Written
{
    /// <summary>The model of a list of layers, with random weights.</summary>
    public static OnnxModel Layers(string layers, string more = "") => Model($$"""{ "name": "net", "layers": [ {{layers}} ]{{more}} }""");

    public static OnnxModel Model(string json)
    {
        var (write, diagnostics) = Write(json);
        Assert.Empty(diagnostics);
        using var file = new MemoryStream();
        write!(file);
        return Reading.Of(file.ToArray()).Good();
    }

    public static (Action<Stream>? Write, IReadOnlyList<CompilerDiagnostic> Diagnostics) Write(string json)
    {
        var read = JsonModelReader.Read(json, "net");
        Assert.Empty(read.Diagnostics);
        var diagnostics = new DiagnosticBag();
        var graph = GraphBuilder.Build(read.Definition!, diagnostics);
        Assert.Empty(diagnostics.Diagnostics);
        return (OnnxWriter.Create(graph!, tensor => RandomWeights.Draw(tensor, 1), diagnostics), diagnostics.Diagnostics);
    }

    /// <summary>Nodes as lines: <c>y = Relu(x) alpha 1</c>.</summary>
    public static string[] Lines(this OnnxModel model) => [.. model.Graph.Nodes.Select(node =>
        $"{string.Join(", ", node.Outputs)} = {node.OpType}({string.Join(", ", node.Inputs)}){string.Concat(node.Attributes.Select(Line))}")];

    /// <summary>The elements of an initializer.</summary>
    public static OnnxTensor Initializer(this OnnxModel model, string name) => model.Graph.Initializers.Single(tensor => tensor.Name == name);

    private static string Line(OnnxAttribute attribute) => attribute switch
    {
        OnnxAttribute.Int { Value: var value } => $" {attribute.Name} {value}",
        OnnxAttribute.Float { Value: var value } => FormattableString.Invariant($" {attribute.Name} {value}"),
        OnnxAttribute.Ints { Values: var values } => $" {attribute.Name} {values}",
        _ => throw new InvalidOperationException($"The writer writes no {attribute}."),
    };
}
