using ModelCompiler.Benchmarks.Inference.Ort;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx;

namespace ModelCompiler.Benchmarks.Inference.Networks;

/// <summary>What a network is run on: the recorded data beside it, or seeded random values.</summary>
internal static class TestData
{
    private const ulong Seed = 1;

    /// <summary>A value per input.</summary>
    /// <exception cref="InvalidDataException">The recorded data cannot be read, or the type of an input is unknown.</exception>
    public static IReadOnlyList<NamedTensor> Inputs(Network network, IReadOnlyList<OrtInput> inputs) =>
        Directory.Exists(network.TestData)
            ? Read(network, "input", [.. inputs.Select(input => input.Name)])
            : [.. inputs.Select((input, i) => Draw(input, new SplitMix64(Seed + (ulong)i)))];

    /// <summary>The recorded value of each output; null if there is none.</summary>
    /// <exception cref="InvalidDataException">The recorded data cannot be read.</exception>
    public static IReadOnlyList<NamedTensor>? Outputs(Network network, IReadOnlyList<string> names) =>
        Directory.Exists(network.TestData) ? Read(network, "output", names) : null;

    // The files are in the order of the model's inputs and outputs.
    private static NamedTensor[] Read(Network network, string kind, IReadOnlyList<string> names) =>
        [.. names.Select((name, i) => Read(Path.Combine(network.TestData, $"{kind}_{i}.pb"), name))];

    private static NamedTensor Read(string file, string name)
    {
        var mistakes = new DiagnosticBag();
        if (OnnxTensorFile.Read(File.ReadAllBytes(file), mistakes) is not { } tensor)
            throw new InvalidDataException($"{file}: {mistakes.Diagnostics[0]}");
        var values = TensorElements.ToArray(tensor) ?? throw UnknownType(name, tensor.ElementType);
        return new NamedTensor(name, tensor.ElementType, [.. tensor.Dimensions], values);
    }

    // Dimensions that the model leaves open are 1. Pixels, probabilities and features are all at home between 0 and 1.
    private static NamedTensor Draw(OrtInput input, SplitMix64 generator)
    {
        var dimensions = input.Dimensions.Select(size => Math.Max(size, 1)).ToArray();
        var length = checked((int)dimensions.Aggregate(1L, (product, size) => product * size));
        var values = TensorElements.NewArray(input.ElementType, length) ?? throw UnknownType(input.Name, input.ElementType);
        for (var i = 0; i < length; i++)
            values.SetValue(Convert.ChangeType(
                values is float[] ? generator.NextUnit() : generator.Next(2), values.GetType().GetElementType()!), i);
        return new NamedTensor(input.Name, input.ElementType, dimensions, values);
    }

    private static InvalidDataException UnknownType(string name, OnnxElementType type) =>
        new($"'{name}' has elements of type {type.Name()}, which is not read here");
}
