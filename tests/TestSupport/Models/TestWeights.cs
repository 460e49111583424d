using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Testing.Models;

/// <summary>
/// Weights and inputs that depend on nothing but names and seeds. All are floats, so that compiled models and the double-precision
/// reference start from the same numbers.
/// </summary>
internal static class TestWeights
{
    /// <summary>Elements of a stored tensor: filters keep the size of their inputs, variances lie around 1.</summary>
    public static double[] For(StoredTensor tensor)
    {
        var random = new Random(Seed(tensor.Name));
        var count = (int)tensor.Shape.ElementCount;
        var fanIn = tensor.Role is WeightRole.Filters or WeightRole.ShortFilters ? count / tensor.Shape[0] : 1;
        return tensor.Role switch
        {
            WeightRole.Filters => Uniform(random, count, -Math.Sqrt(3.0 / fanIn), Math.Sqrt(3.0 / fanIn)),
            WeightRole.ShortFilters => [.. Uniform(random, count, -Math.Sqrt(3.0 / fanIn), Math.Sqrt(3.0 / fanIn)).Select(Short)],
            WeightRole.Scale or WeightRole.Variance => Uniform(random, count, 0.5, 1.5),
            _ => Uniform(random, count, -0.5, 0.5),
        };
    }

    /// <summary>Elements of an input, between −1 and 1.</summary>
    public static double[] Input(string name, long count) => Uniform(new Random(Seed(name)), (int)count, -1, 1);

    private static double[] Uniform(Random random, int count, double from, double to) =>
        [.. Enumerable.Range(0, count).Select(_ => (double)(float)(from + (random.NextDouble() * (to - from))))];

    /// <summary>A number of bfloat16: a float without its lower half.</summary>
    private static double Short(double value) =>
        BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits((float)value) & 0xFFFF_0000);

    /// <summary>FNV-1a: string.GetHashCode differs in every process.</summary>
    private static int Seed(string name) =>
        (int)name.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));
}
