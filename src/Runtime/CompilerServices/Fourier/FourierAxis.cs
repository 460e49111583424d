namespace ModelCompiler.CompilerServices;

/// <summary>One step of a transform: how many samples it combines, and the roots by which it multiplies the results.</summary>
/// <param name="Radix">Samples that are combined.</param>
/// <param name="Distance">Between them, in samples.</param>
/// <param name="Roots">
/// For each sample up to the distance and each result but the first: cosine, sine and negated sine, forward; empty for the distance 1.
/// </param>
internal sealed record FourierPass(int Radix, int Distance, float[] Roots);

/// <summary>The steps of a transform along one axis. One object per size, which all threads share.</summary>
internal sealed class FourierAxis
{
    private const int Largest = 1 << 13;

    private static readonly FourierAxis?[] Known = new FourierAxis?[Largest + 1];

    private FourierAxis(int size)
    {
        Size = size;
        var length = size;
        var steps = new List<FourierPass>();
        foreach (var radix in FourierFactors.Steps(size))
        {
            steps.Add(new(radix, length / radix, length == radix ? [] : Roots(radix, length)));
            length /= radix;
        }

        Steps = [.. steps];
    }

    public int Size { get; }

    public FourierPass[] Steps { get; }

    public static FourierAxis Of(int size) => Volatile.Read(ref Known[size]) ?? Create(size);

    // Two threads may both compute it; either's is as good.
    private static FourierAxis Create(int size)
    {
        var axis = new FourierAxis(size);
        Volatile.Write(ref Known[size], axis);
        return axis;
    }

    private static float[] Roots(int radix, int length)
    {
        var roots = new float[length / radix * (radix - 1) * 3];
        var next = 0;
        for (var sample = 0; sample < length / radix; sample++)
            for (var result = 1; result < radix; result++)
            {
                var (cosine, sine) = FourierFactors.Root(sample * result, length);
                (roots[next], roots[next + 1], roots[next + 2]) = ((float)cosine, (float)-sine, (float)sine);
                next += 3;
            }

        return roots;
    }
}
