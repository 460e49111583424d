using System.Globalization;
using System.Text.RegularExpressions;
using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;
using ModelCompiler.Testing.Reference;

namespace ModelCompiler.Tests.Algorithms;

/// <summary>
/// Measures every algorithm against a direct convolution in double precision on fixed layers, and keeps the table in
/// docs/algorithms.md to it.
/// </summary>
public partial class AlgorithmErrorTests(ITestOutputHelper output)
{
    /// <summary>Channels and size: inputs uniform in [−1, 1], filters that keep their variance.</summary>
    private static readonly (int Channels, int Size)[] Layers = [(16, 32), (64, 28), (128, 14)];

    private static readonly (string Name, string Algorithm, int[] Kernel)[] Algorithms =
    [
        ("Direct 3×3", "Direct", [3, 3]),
        ("F(2×2, 3×3)", "Winograd2x2", [3, 3]),
        ("F(4×4, 3×3)", "Winograd4x4", [3, 3]),
        ("F(6×6, 3×3)", "Winograd6x6", [3, 3]),
        ("Direct 1×3", "Direct", [1, 3]),
        ("F(2, 3)", "Winograd2x2", [1, 3]),
        ("F(4, 3)", "Winograd4x4", [1, 3]),
        ("Direct 5×5", "Direct", [5, 5]),
        ("F(2×2, 5×5)", "Winograd2x2", [5, 5]),
        ("F(4×4, 5×5)", "Winograd4x4", [5, 5]),
        ("FFT 5×5", "Fft", [5, 5]),
        ("Direct 4×4", "Direct", [4, 4]),
        ("F(2×2, 4×4)", "Winograd2x2", [4, 4]),
        ("F(4×4, 4×4)", "Winograd4x4", [4, 4]),
        ("Direct 2×2", "Direct", [2, 2]),
        ("F(2×2, 2×2)", "Winograd2x2", [2, 2]),
        ("F(4×4, 2×2)", "Winograd4x4", [2, 2]),
    ];

    [Fact]
    public void DocumentedErrorsAreThoseMeasured()
    {
        var measured = Measure();
        foreach (var (name, errors) in measured)
            output.WriteLine(FormattableString.Invariant($"| {name} | {errors.Maximum:0.0e-0} | {errors.Rms:0.0e-0} |"));
        var documented = ReadTable();
        Assert.Equal(Algorithms.Select(algorithm => algorithm.Name), documented.Keys);
        foreach (var (name, (maximum, rms)) in measured)
        {
            // Widths round in different orders, which changes a maximum by some tens of percent.
            Assert.InRange(documented[name].Maximum, maximum / 2, maximum * 2);
            Assert.InRange(documented[name].Rms, rms / 2, rms * 2);
        }
    }

    [Fact]
    public void ExpectedErrorsAreThoseMeasured()
    {
        var documented = ReadTable();
        foreach (var (name, algorithm, kernel) in Algorithms)
        {
            // The table has the worst of the layers, which is the one with most channels.
            var plan = ModelCompilation.Plan(Definition(algorithm, kernel, 128, 14), null, CompilerOptions.Default).Plan!;
            var expected = Assert.Single(plan.Layers).Rounding!.Estimate;
            output.WriteLine(FormattableString.Invariant($"{name}: {expected:0.0e-0}, measured {documented[name].Rms:0.0e-0}"));
            Assert.InRange(expected, documented[name].Rms * 0.8, documented[name].Rms * 1.25);
        }
    }

    private static Dictionary<string, (double Maximum, double Rms)> Measure()
    {
        var cases = Algorithms.SelectMany(algorithm => Layers.Select(layer => (algorithm, layer))).ToList();
        var definitions = cases.ConvertAll(c => Definition(c.algorithm.Algorithm, c.algorithm.Kernel, c.layer.Channels, c.layer.Size));
        var models = ModelAssembly.Compile(definitions);
        // The algorithm changes nothing in the exact result, which is the expensive part.
        var exact = new Dictionary<(int, int, int), ReferenceRun>();
        var errors = cases.Select((c, i) =>
        {
            var key = (c.layer.Channels, c.layer.Size, c.algorithm.Kernel[0]);
            if (!exact.TryGetValue(key, out var run))
                exact[key] = run = ReferenceRun.WithoutBounds(definitions[i]);
            return (c.algorithm.Name, Errors: ErrorsOf(run, models[i]));
        });
        return errors.GroupBy(error => error.Name).ToDictionary(
            group => group.Key, group => (group.Max(e => e.Errors.Maximum), group.Max(e => e.Errors.Rms)));
    }

    /// <summary>Largest and root-mean-square error, both relative to the root-mean-square of the results.</summary>
    private static (double Maximum, double Rms) ErrorsOf(ReferenceRun run, CompiledModel model)
    {
        var actual = model.Run(model.Create(model.Plan.ToModelWeights()), run.Inputs)[0];
        double[] differences = [.. run.Outputs[0].Zip(actual, (exact, result) => Math.Abs(exact - result))];
        var size = RootMeanSquare(run.Outputs[0]);
        return (differences.Max() / size, RootMeanSquare(differences) / size);
    }

    private static double RootMeanSquare(double[] values) => Math.Sqrt(values.Average(x => x * x));

    private static ModelDefinition Definition(string algorithm, int[] kernel, int channels, int size) => Model.Of("layer",
        Layer.Input(channels, size, size).Named("x"),
        Layer.Of("Conv2D").Named("conv").With("filters", channels).With("kernel", kernel).With("autoPad", "Same")
            .With("algorithm", algorithm).With("bias", false));

    private static Dictionary<string, (double Maximum, double Rms)> ReadTable() =>
        Row().Matches(File.ReadAllText(Repository.PathOf("docs/algorithms.md"))).ToDictionary(
            row => row.Groups["name"].Value, row => (Number(row.Groups["maximum"]), Number(row.Groups["rms"])));

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| (?<name>(Direct|FFT|F\()[^|]*) \| (?<maximum>[0-9.]+e-[0-9]+) \| (?<rms>[0-9.]+e-[0-9]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
