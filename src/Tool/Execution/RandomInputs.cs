using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Emit;

namespace ModelCompiler.Tool.Execution;

/// <summary>
/// Seeded values for inputs: floats in [0, 1), all values of bytes and truth values, and 0 or 1 for other integers, which are
/// valid indices nearly everywhere. Each input has its own sequence, by its place.
/// </summary>
internal static class RandomInputs
{
    public static Array Draw(SurfacePort port, int index, long seed)
    {
        // Sequences of neighbouring seeds do not overlap: the generator's state is hashed once first.
        var generator = new SplitMix64(new SplitMix64(unchecked((ulong)seed + (ulong)index)).Next());
        var values = ElementFormat.Of(port).NewArray((int)port.Port.Type.Shape.ElementCount);
        for (var i = 0; i < values.Length; i++)
            values.SetValue(Draw(port.Element, generator), i);
        return values;
    }

    private static object Draw(string element, SplitMix64 generator) => element switch
    {
        "float" => (object)(float)(generator.Next(1 << 24) / (double)(1 << 24)),
        "byte" => (byte)generator.Next(256),
        "sbyte" => (sbyte)(generator.Next(256) - 128),
        "bool" => generator.Next(2) == 1,
        "int" => generator.Next(2),
        _ => (long)generator.Next(2),
    };
}
