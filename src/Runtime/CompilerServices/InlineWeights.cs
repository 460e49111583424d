using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>Reads weights that stand in the assembly: as string literals or as an embedded resource.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InlineWeights
{
    /// <summary>
    /// Copies floats out of a string literal that holds their bits, the lower half of each in the first of two UTF-16 units.
    /// </summary>
    public static void Decode(string bits, Span<float> destination)
    {
        MemoryMarshal.Cast<char, int>(bits.AsSpan()).CopyTo(MemoryMarshal.Cast<float, int>(destination));
        if (!BitConverter.IsLittleEndian)
            SwapHalves(MemoryMarshal.Cast<float, uint>(destination));
    }

    /// <summary>The floats of a string literal.</summary>
    public static float[] Decode(string bits)
    {
        var values = new float[bits.Length / 2];
        Decode(bits, values);
        return values;
    }

    /// <summary>Loads the weight file that is embedded in the assembly of <paramref name="model"/>.</summary>
    /// <exception cref="InvalidOperationException">The resource is missing: the assembly was changed after the build.</exception>
    /// <exception cref="WeightFormatException">The resource is no weight file.</exception>
    public static ModelWeights LoadResource(Type model, string logicalName)
    {
        using var stream = model.Assembly.GetManifestResourceStream(logicalName)
            ?? throw new InvalidOperationException($"The assembly {model.Assembly.GetName().Name} has no resource '{logicalName}', which holds the weights of {model.Name}.");
        return ModelWeights.Load(stream);
    }

    // The literal's units keep their order in memory; on a big-endian machine the first one is the upper half.
    private static void SwapHalves(Span<uint> values)
    {
        foreach (ref var value in values)
            value = (value >> 16) | (value << 16);
    }
}
