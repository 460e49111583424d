using Google.Protobuf;
using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Onnx.Protobuf;

namespace ModelCompiler.Tests.Models;

/// <summary>What came of importing a model.</summary>
internal sealed record Importing(ImportedModel? Model, IReadOnlyList<CompilerDiagnostic> Diagnostics)
{
    public static Importing Of(GraphProto graph, ImportOptions? options = null, long opset = 17) =>
        Of(Onnx.Model(graph, opset), options);

    public static Importing Of(ModelProto model, ImportOptions? options = null)
    {
        var bag = new DiagnosticBag();
        var read = OnnxReader.Read(model.ToByteArray(), NoExternalData.Instance, bag);
        Assert.Empty(bag.Diagnostics);
        var imported = OnnxImporter.Import(read!, options ?? new ImportOptions(), bag);
        Assert.Equal(bag.HasErrors, imported is null);
        return new Importing(imported, bag.Diagnostics);
    }

    /// <summary>The model of a file in which nothing is wrong: its definition makes a graph.</summary>
    public ImportedModel Good()
    {
        Assert.Empty(Diagnostics);
        var bag = new DiagnosticBag();
        Assert.NotNull(GraphBuilder.Build(Model!.Definition, bag));
        Assert.Empty(bag.Diagnostics);
        return Model;
    }

    /// <summary>The layers of a file in which nothing is wrong, one a line: <c>y = Add(x, w)</c>.</summary>
    public string Layers() => string.Join("\n", Good().Definition.Layers.Select(TextOf));

    /// <summary>The only mistake of a file.</summary>
    public string Mistake() => Assert.Single(Diagnostics).ToString();

    private static string TextOf(LayerDefinition layer) =>
        $"{layer.Name} = {layer.Kind[LayerSchema.OperatorPrefix.Length..]}({string.Join(", ", layer.From)})";
}
