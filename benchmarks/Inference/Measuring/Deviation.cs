using ModelCompiler.Benchmarks.Inference.Networks;
using ModelCompiler.Compiler.Onnx;

namespace ModelCompiler.Benchmarks.Inference.Measuring;

/// <summary>How far outputs are from those that are expected.</summary>
/// <param name="MaximumError">The greatest difference of an element; NaN equals NaN.</param>
/// <param name="IsWithinTolerance">
/// Whether every float is within 10⁻³ of its value plus 10⁻⁵ of the greatest value of its output (or of 1 where that is smaller), or
/// within a quantum, and everything else is equal.
/// </param>
internal sealed record Deviation(double MaximumError, bool IsWithinTolerance)
{
    private const double RelativeTolerance = 1e-3;
    private const double AbsoluteTolerance = 1e-5;

    private static readonly Deviation None = new(0, true);

    /// <summary>Compares outputs by name; one that is missing or of another type is infinitely far away.</summary>
    /// <param name="quanta">The quantum of each output that has one.</param>
    public static Deviation Between(
        IReadOnlyList<NamedTensor> outputs, IReadOnlyList<NamedTensor> expected, IReadOnlyDictionary<string, double> quanta) =>
        expected.Select(tensor => outputs.FirstOrDefault(output => output.Name == tensor.Name) is { } output
                && output.ElementType == tensor.ElementType && output.Dimensions.SequenceEqual(tensor.Dimensions)
                ? Between(output, tensor, quanta.GetValueOrDefault(tensor.Name))
                : new Deviation(double.PositiveInfinity, false))
            .Aggregate(None, (one, other) => one.And(other));

    /// <summary>The worse of both.</summary>
    public Deviation And(Deviation other) =>
        new(Math.Max(MaximumError, other.MaximumError), IsWithinTolerance && other.IsWithinTolerance);

    private static Deviation Between(NamedTensor output, NamedTensor tensor, double quantum)
    {
        var (values, expected) = (Numbers(output), Numbers(tensor));
        var isFloat = tensor.ElementType == OnnxElementType.Float32;
        var floor = AbsoluteTolerance * expected.Where(double.IsFinite).Select(Math.Abs).Append(1).Max();
        var errors = values.Zip(expected, Error).ToArray();
        return new Deviation(errors.Append(0).Max(), errors.Zip(expected, IsWithin).All(isWithin => isWithin));

        bool IsWithin(double error, double wanted)
        {
            var tolerance = RelativeTolerance * Math.Abs(wanted);
            return error == 0 || isFloat && error <= floor + Math.Max(tolerance, quantum);
        }
    }

    // NaN equals NaN, and an infinity itself.
    private static double Error(double value, double wanted) =>
        value.Equals(wanted) ? 0
        : double.IsFinite(value) && double.IsFinite(wanted) ? Math.Abs(value - wanted)
        : double.PositiveInfinity;

    private static double[] Numbers(NamedTensor tensor) =>
        [.. tensor.Values.Cast<object>().Select(value => Convert.ToDouble(value))];
}
