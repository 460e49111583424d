using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Weights;

/// <summary>
/// Seeded weights for trying out and for tests. Filters are He-uniform, U(−√(6/fan_in), √(6/fan_in)) (He et al. 2015), biases and
/// shifts U(−0.1, 0.1), factors and variances U(0.5, 1.5). Each tensor has its own sequence, from the seed and its name.
/// </summary>
internal static class RandomWeights
{
    public static float[] Draw(StoredTensor tensor, long seed)
    {
        var generator = new SplitMix64(unchecked((ulong)seed ^ Hash(tensor.Name)));
        var (low, high) = Range(tensor);
        var values = new float[tensor.Shape.ElementCount];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(low + ((high - low) * generator.NextUnit()));
        return values;
    }

    private static (double Low, double High) Range(StoredTensor tensor)
    {
        switch (tensor.Role)
        {
            case WeightRole.Filters:
                var limit = Math.Sqrt(6.0 / Math.Max(1, tensor.Shape.ElementCount / Math.Max(1, tensor.Shape[0])));
                return (-limit, limit);
            case WeightRole.Scale or WeightRole.Variance:
                return (0.5, 1.5);
            default:
                return (-0.1, 0.1);
        }
    }

    // FNV-1a over UTF-16 units.
    private static ulong Hash(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in name)
            hash = unchecked((hash ^ c) * 1099511628211UL);
        return hash;
    }
}
