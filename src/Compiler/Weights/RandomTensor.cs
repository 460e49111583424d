using System.Runtime.InteropServices;
#if MODELCOMPILER_RUNTIME
namespace ModelCompiler.CompilerServices;
#else
using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Weights;
#endif

/// <summary>
/// Seeded weights for trying out and for tests. Filters are He-uniform, U(−√(6/fan_in), √(6/fan_in)) (He et al. 2015), biases and
/// shifts U(−0.1, 0.1), factors and variances U(0.5, 1.5). Each tensor has its own sequence, from the seed and its name.
/// </summary>
internal static class RandomTensor
{
    /// <summary>Filters of <paramref name="fanIn"/> inputs per output.</summary>
    public static float[] Filters(string name, long seed, int length, int fanIn)
    {
        var limit = Math.Sqrt(6.0 / Math.Max(1, fanIn));
        return Draw(name, seed, length, -limit, limit);
    }

    /// <summary>Filters whose elements are numbers of bfloat16: floats without their lower half.</summary>
    public static float[] ShortFilters(string name, long seed, int length, int fanIn)
    {
        var values = Filters(name, seed, length, fanIn);
        foreach (ref var bits in MemoryMarshal.Cast<float, uint>(values.AsSpan()))
            bits &= 0xFFFF_0000;
        return values;
    }

    /// <summary>Factors and variances: away from zero.</summary>
    public static float[] Factors(string name, long seed, int length) => Draw(name, seed, length, 0.5, 1.5);

    /// <summary>Biases, shifts and means.</summary>
    public static float[] Shifts(string name, long seed, int length) => Draw(name, seed, length, -0.1, 0.1);

    private static float[] Draw(string name, long seed, int length, double low, double high)
    {
        var generator = new SplitMix64(unchecked((ulong)seed ^ Hash(name)));
        var values = new float[length];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(low + ((high - low) * generator.NextUnit()));
        return values;
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
