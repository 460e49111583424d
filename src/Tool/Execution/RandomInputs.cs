using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Emit;

namespace ModelCompiler.Tool.Execution;

/// <summary>Seeded values for inputs: floats in [0, 1), bytes from 0 to 255. Each input has its own sequence, by its place.</summary>
internal static class RandomInputs
{
    public static Array Draw(SurfacePort port, int index, long seed)
    {
        // Sequences of neighbouring seeds do not overlap: the generator's state is hashed once first.
        var generator = new SplitMix64(new SplitMix64(unchecked((ulong)seed + (ulong)index)).Next());
        var length = (int)port.Port.Type.Shape.ElementCount;
        return port.Element == "byte"
            ? Enumerable.Range(0, length).Select(_ => (byte)generator.Next(256)).ToArray()
            : Enumerable.Range(0, length).Select(_ => (float)(generator.Next(1 << 24) / (double)(1 << 24))).ToArray();
    }
}
