using ModelCompiler.Benchmarks.Inference.Ort;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Tool.Reporting;
using ModelCompiler.Tool.Verification;

namespace ModelCompiler.Benchmarks.Inference.Networks;

/// <summary>What a network is run on: the recorded data beside it, or seeded random values.</summary>
internal static class TestData
{
    private const ulong Seed = 1;

    /// <summary>A value per input. What was recorded is of one sample.</summary>
    /// <exception cref="InvalidDataException">The recorded data cannot be read, or the type of an input is unknown.</exception>
    public static IReadOnlyList<NamedTensor> Inputs(Network network, IReadOnlyList<OrtInput> inputs) =>
        network.Batch == 1 && Directory.Exists(network.TestData)
            ? Read(network, "input", [.. inputs.Select(input => input.Name)])
            : [.. inputs.Select((input, i) => Draw(input, network.Batch, new SplitMix64(Seed + (ulong)i)))];

    /// <summary>The recorded value of each output; null if there is none.</summary>
    /// <exception cref="InvalidDataException">The recorded data cannot be read.</exception>
    public static IReadOnlyList<NamedTensor>? Outputs(Network network, IReadOnlyList<string> names) =>
        network.Batch == 1 && Directory.Exists(network.TestData) ? Read(network, "output", names) : null;

    /// <summary>The first sample of inputs of a batch.</summary>
    public static IReadOnlyList<NamedTensor> FirstSample(IReadOnlyList<NamedTensor> inputs, int batch) =>
        [.. inputs.Select(input => input.Shape is [var samples, ..] && samples == batch ? FirstSample(input) : input)];

    private static NamedTensor FirstSample(NamedTensor input)
    {
        var shape = input.Shape.Skip(1).Prepend(1).ToArray();
        var values = TensorElements.NewArray(input.ElementType, shape)!;
        Array.Copy(input.Values, values, values.Length);
        return input with { Shape = shape, Values = values };
    }

    // The files are in the order of the model's inputs and outputs.
    private static NamedTensor[] Read(Network network, string kind, IReadOnlyList<string> names) =>
        [.. names.Select((name, i) => Read(Path.Combine(network.TestData, $"{kind}_{i}.pb"), name))];

    private static NamedTensor Read(string file, string name)
    {
        var report = Report.Silent();
        if (CaseTensor.Read(file, report) is not { } tensor)
            throw new InvalidDataException($"{file}: {report.Reported[0]}");
        var type = tensor.Source.ElementType;
        return new NamedTensor(name, type, tensor.Shape, tensor.Values ?? throw UnknownType(name, type));
    }

    // The first dimension is the batch where the model leaves it open, others are then 1. Pixels, probabilities and features are all at home between 0 and 1.
    private static NamedTensor Draw(OrtInput input, int batch, SplitMix64 generator)
    {
        var shape = input.Dimensions.Select((size, axis) => size < 0 && axis == 0 ? batch : checked((int)Math.Max(size, 1))).ToArray();
        var values = TensorElements.NewArray(input.ElementType, shape) ?? throw UnknownType(input.Name, input.ElementType);
        if (values is float[] numbers)
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = (float)generator.NextUnit();
        return new NamedTensor(input.Name, input.ElementType, shape, values);
    }

    private static InvalidDataException UnknownType(string name, OnnxElementType type) =>
        new($"'{name}' has elements of type {type.Name()}, which is not read here");
}
