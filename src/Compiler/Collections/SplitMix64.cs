#if MODELCOMPILER_RUNTIME
namespace ModelCompiler.CompilerServices;
#else
namespace ModelCompiler.Compiler.Collections;
#endif

/// <summary>
/// SplitMix64 (Steele, Lea and Flood 2014): an integer generator that gives the same sequence under every host, for random
/// weights and for searches that must be reproducible.
/// </summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>An integer from 0 to <paramref name="bound"/> − 1; the bias of the remainder is below 2⁻³².</summary>
    public int Next(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A number in [0, 1) with 53 random bits, exact in every host.</summary>
    public double NextUnit() => (Next() >> 11) * (1.0 / (1UL << 53));
}
