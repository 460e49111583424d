#if MODELCOMPILER_RUNTIME
namespace ModelCompiler.CompilerServices;
#else
namespace ModelCompiler.Compiler.Packing;
#endif

/// <summary>
/// The numbers of a fast Fourier transform (Cooley and Tukey 1965) of 2^a or 3·2^a samples: its steps, its roots of unity, and the order
/// in which it leaves the frequencies. In double with + − × ÷ only, so that all hosts compute the same.
/// </summary>
internal static class FourierFactors
{
    private const double Pi = 3.14159265358979323846;

    /// <summary>
    /// The steps: one of three, then ones of eight with one or two of four, or one of two, in front. Few steps read and write the samples
    /// seldom; eight complex numbers fill the registers.
    /// </summary>
    public static int[] Steps(int size)
    {
        var steps = new List<int>();
        if (size % 3 == 0)
        {
            steps.Add(3);
            size /= 3;
        }

        for (; size > 1; size /= steps[steps.Count - 1])
            steps.Add(size == 16 ? 4 : size % 8 == 0 && size != 32 ? 8 : size % 4 == 0 ? 4 : 2);
        return [.. steps];
    }

    /// <summary>Cosine and sine of 2π·index/size.</summary>
    public static (double Cosine, double Sine) Root(int index, int size)
    {
        // An eighth of the circle by the series; the others mirror it exactly.
        var eighth = 8L * index / size;
        var (cosine, sine) = eighth switch
        {
            0 => Series(index, size),
            1 => Swap(Series(size - (4 * index), 4 * size)),
            2 => Negate(Swap(Series((4 * index) - size, 4 * size)), negateCosine: true),
            3 => Negate(Series(size - (2 * index), 2 * size), negateCosine: true),
            _ => Root(index - (size / 2), size) is var (c, s) ? (-c, -s) : default,
        };
        return (cosine, sine);
    }

    /// <summary>The frequency that the transform leaves at each place: its digits in the steps' bases come in reverse order.</summary>
    public static int[] Frequencies(int size)
    {
        var frequencies = new int[size];
        var (length, scale) = (size, 1);
        foreach (var step in Steps(size))
        {
            length /= step;
            for (var place = 0; place < size; place++)
                frequencies[place] += place / length % step * scale;
            scale *= step;
        }

        return frequencies;
    }

    private static (double, double) Swap((double Cosine, double Sine) root) => (root.Sine, root.Cosine);

    private static (double, double) Negate((double Cosine, double Sine) root, bool negateCosine) =>
        negateCosine ? (-root.Cosine, root.Sine) : root;

    /// <summary>For angles up to π/4, whose terms end below the last bit of a double.</summary>
    private static (double Cosine, double Sine) Series(int index, int size)
    {
        var angle = 2 * Pi * index / size;
        var square = angle * angle;
        var (sine, cosine) = (1.0, 1.0);
        for (var i = 18; i > 0; i -= 2)
        {
            cosine = 1 - (square / ((i - 1) * i) * cosine);
            sine = 1 - (square / (i * (i + 1)) * sine);
        }

        return (cosine, angle * sine);
    }
}
