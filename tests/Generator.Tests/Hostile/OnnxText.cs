using System.Text;
using Google.Protobuf;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Tests.Hostile;

/// <summary>ONNX models on the way that a build takes: import, a JSON file and a manifest.</summary>
internal static class OnnxText
{
    /// <summary>Adds a model; what the importer refuses is not added.</summary>
    /// <returns>Whether it was added.</returns>
    public static bool AddOnnx(this HostileProject project, ModelProto model)
    {
        var diagnostics = new DiagnosticBag();
        if (OnnxReader.Read(model.ToByteArray(), NoExternalData.Instance, diagnostics) is not { } read
            || OnnxImporter.Import(read, new ImportOptions(), diagnostics) is not { } imported)
        {
            Assert.True(diagnostics.HasErrors);
            return false;
        }

        var definition = imported.Definition;
        if (imported.Weights.Count > 0)
            definition = definition with { Weights = new WeightsReference.FromFile(project.AddWeights(name => Manifest(name, imported.Weights))) };
        project.AddJson(definition);
        return true;
    }

    private static string Manifest(string source, IReadOnlyList<ImportedTensor> tensors) => $$"""
        { "format": "{{WeightManifestReader.Format}}", "source": "{{source}}", "checksum": "1", "tensors": [
        {{string.Join(",\n", tensors.Select(Tensor))}} ] }
        """;

    private static string Tensor(ImportedTensor tensor) =>
        $$"""{ "name": {{Quote(tensor.Name)}}, "type": "F32", "shape": [{{string.Join(", ", tensor.Shape.Dimensions)}}], "data": "{{Convert.ToBase64String(tensor.Bytes.Span)}}" }""";

    private static string Quote(string text) =>
        text.Aggregate(new StringBuilder("\""), (quoted, c) => quoted.Append($"\\u{(int)c:x4}")).Append('"').ToString();
}
