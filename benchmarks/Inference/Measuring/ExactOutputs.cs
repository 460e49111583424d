using ModelCompiler.Benchmarks.Inference.Networks;
using ModelCompiler.Testing.Reference;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Benchmarks.Inference.Measuring;

/// <summary>
/// What a network computes in double precision, by the plain loops that the tests compare with: the distance from it tells which of two
/// engines is nearer to the exact result.
/// </summary>
internal sealed class ExactOutputs
{
    private readonly Dictionary<string, double[]> _outputs;

    private ExactOutputs(Dictionary<string, double[]> outputs) => _outputs = outputs;

    /// <summary>Computes the outputs, at about a billion products in two seconds.</summary>
    /// <param name="dimensions">The size of each dimension of the inputs that the network leaves open.</param>
    /// <returns>Null if the network is none that this project reads.</returns>
    public static ExactOutputs? Of(
        Network network, IReadOnlyList<NamedTensor> inputs, IReadOnlyDictionary<string, long> dimensions)
    {
        var report = Report.Silent();
        var model = ModelLoader.Load(network.File, randomWeights: null, ModelBindings.None with { Dimensions = dimensions }, report);
        if (model?.Build(report) is not { } graph)
            return null;
        var weights = model.Weights?.ToModelWeights();
        var values = ReferenceInterpreter.Run(
            graph, inputs.ToDictionary(input => input.Name, input => ToDoubles(input.Values)),
            tensor => ToDoubles(weights!.GetValues(tensor.Name)));
        return new(graph.Outputs.ToDictionary(output => output.Name, output => values[output]));
    }

    /// <summary>The greatest difference of an output from the exact one, relative to the greatest exact value of that output.</summary>
    public double DistanceOf(IReadOnlyList<NamedTensor> outputs) => outputs.Max(output =>
    {
        var exact = _outputs[output.Name];
        var distance = ToDoubles(output.Values).Zip(exact, (actual, expected) => Math.Abs(actual - expected)).Max();
        return distance / Math.Max(exact.Max(Math.Abs), double.Epsilon);
    });

    // Weights and images are floats by the million; other elements are few.
    private static double[] ToDoubles(Array values) => values is float[] floats
        ? Array.ConvertAll(floats, value => (double)value)
        : [.. values.Cast<object>().Select(Convert.ToDouble)];
}

/// <summary>How far both engines are from the exact outputs, relative to the greatest exact value.</summary>
internal sealed record Distances(double Compiled, double Ort)
{
    // The promise of the README: never further from the exact result than this many times ONNX Runtime's own distance.
    private const double AllowedRatio = 4;

    // A float of the greatest magnitude is that far from its neighbour: nobody is nearer than half of it.
    private const double Rounding = 1.0 / (1 << 23);

    public double Ratio => Compiled / Math.Max(Ort, Rounding);

    public bool IsTooFar => !(Ratio <= AllowedRatio);
}
