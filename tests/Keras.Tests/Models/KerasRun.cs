using System.Runtime.InteropServices;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Keras;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Testing.Execution;

namespace ModelCompiler.Tests.Models;

/// <summary>Imports Keras files, and compiles and runs what comes out.</summary>
internal static class KerasRun
{
    public static ImportedTensor Tensor(string name, int[] shape, params float[] values) => new(
        name, StoredFormat.F32, new TensorShape(shape.ToEquatableArray()), MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>Imports a model without mistakes.</summary>
    public static KerasImport Import(string json, IReadOnlyList<ImportedTensor>? weights = null, MemoryFiles? files = null)
    {
        var diagnostics = new DiagnosticBag();
        var model = KerasImporter.Import(json, "model", files ?? MemoryFiles.None, weights, new SourceMap(), diagnostics);
        Assert.Empty(diagnostics.Diagnostics);
        return model!;
    }

    /// <summary>What is reported of a model that cannot be imported, each with its line.</summary>
    public static IReadOnlyList<string> MistakesIn(string json, IReadOnlyList<ImportedTensor>? weights = null, MemoryFiles? files = null)
    {
        var (diagnostics, map) = (new DiagnosticBag(), new SourceMap());
        Assert.Null(KerasImporter.Import(json, "model", files ?? MemoryFiles.None, weights, map, diagnostics));
        return [.. diagnostics.Diagnostics.Select(diagnostic => $"{map.Find(diagnostic.Target)?.Line + 1}: {diagnostic}")];
    }

    /// <summary>The only thing that is reported of a model.</summary>
    public static string MistakeIn(string json, IReadOnlyList<ImportedTensor>? weights = null, MemoryFiles? files = null) =>
        Assert.Single(MistakesIn(json, weights, files));

    /// <summary>The weights as the build passes them to the compiler.</summary>
    public static WeightSet? WeightsOf(KerasImport model) => model.Weights.Count == 0 ? null : new WeightSet(
        "model.safetensors", null, "0",
        model.Weights.Select(tensor => new StoredWeight(tensor.Name, tensor.Format, tensor.Shape, ValuesOf(tensor))).ToEquatableArray());

    /// <summary>Runs a model with its weights.</summary>
    public static float[][] Run(KerasImport model, params float[][] inputs)
    {
        var compiled = ModelAssembly.Compile(model.Definition, WeightsOf(model));
        return compiled.Run(compiled.Create(), inputs);
    }

    private static float[] ValuesOf(ImportedTensor tensor) => tensor.Format == StoredFormat.F32
        ? MemoryMarshal.Cast<byte, float>(tensor.Bytes.Span).ToArray()
        : Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(tensor.Bytes.Span).ToArray(), value => (float)value);
}
