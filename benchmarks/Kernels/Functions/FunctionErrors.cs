using System.Globalization;
using System.Runtime.Intrinsics;
using ModelCompiler.Testing.Reference.Functions;

namespace ModelCompiler.Benchmarks.Kernels.Functions;

/// <summary>The largest error of each function over all 2³² floats, at the widest vectors of this process.</summary>
internal static class FunctionErrors
{
    private const int PartBits = 22;
    private const int Parts = 1 << (32 - PartBits);

    // The error of a correctly rounded result, which need not be computed to know that it is not the largest.
    private const double RoundingUlp = 0.5;

    /// <param name="names">Which functions; all if there are none.</param>
    public static void Run(IReadOnlyList<string> names, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"| function | bound | largest error in ULP, {VectorWidths.Supported[0]} bits | at |");
        output.WriteLine("|---|--:|--:|--:|");
        foreach (var function in VectorFunction.All.Where(function => names.Count == 0 || names.Contains(function.Name)))
        {
            var worst = Worst(function);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {function.Name} | {function.Bound} | {worst.Ulp:0.000} | {worst.At:R} |"));
        }
    }

    private static (double Ulp, float At) Worst(VectorFunction function)
    {
        var worst = new (double Ulp, float At)[Parts];
        Parallel.For(0, Parts, part => worst[part] = WorstOf(function, (uint)part << PartBits));
        return worst.MaxBy(error => error.Ulp);
    }

    /// <summary>The largest error over the floats whose bits are <paramref name="first"/> and those behind it.</summary>
    private static (double Ulp, float At) WorstOf(VectorFunction function, uint first)
    {
        var worst = (Ulp: -1.0, At: 0f);
        Span<float> inputs = stackalloc float[Vector512<float>.Count];
        Span<float> results = stackalloc float[Vector512<float>.Count];
        for (var bits = first; bits - first < 1u << PartBits; bits += (uint)inputs.Length)
        {
            for (var lane = 0; lane < inputs.Length; lane++)
                inputs[lane] = BitConverter.UInt32BitsToSingle(bits + (uint)lane);
            Apply(function, inputs, results);
            for (var lane = 0; lane < inputs.Length; lane++)
            {
                var exact = function.Exact(inputs[lane]);
                if (results[lane] == (float)exact && worst.Ulp >= RoundingUlp)
                    continue;
                var error = function.Error(exact, results[lane]);
                if (error > worst.Ulp)
                    worst = (error, inputs[lane]);
            }
        }

        return worst;
    }

    private static void Apply(VectorFunction function, ReadOnlySpan<float> inputs, Span<float> results)
    {
        var step = VectorWidths.Supported[0] / 32;
        for (var lane = 0; lane < inputs.Length; lane += step)
            switch (step)
            {
                case 16:
                    function.Wide(Vector512.Create(inputs[lane..])).CopyTo(results[lane..]);
                    break;
                case 8:
                    function.Middle(Vector256.Create(inputs[lane..])).CopyTo(results[lane..]);
                    break;
                default:
                    function.Narrow(Vector128.Create(inputs[lane..])).CopyTo(results[lane..]);
                    break;
            }
    }
}
