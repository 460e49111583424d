using System.Numerics;
using System.Runtime.InteropServices;
using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

/// <summary>Rows of callers' images against the formula, to the bit: both round the same difference and the same product.</summary>
public class PixelConversionTests
{
    private const float Untouched = -12345f;

    [Fact]
    public void BytesAreConvertedWhateverTheirNumber() => IsConverted(random => (byte)random.Next(256));

    [Fact]
    public void FloatsAreConvertedWhateverTheirNumber() => IsConverted(random => (float)(random.NextDouble() - 0.5));

    [Fact]
    public void EveryWidthWidensAllBytes()
    {
        WidensAllBytes<Lanes128>();
        WidensAllBytes<Lanes256>();
        WidensAllBytes<Lanes512>();
    }

    private static void IsConverted<T>(Func<Random, T> next) where T : unmanaged, INumberBase<T>
    {
        var random = new Random(1);
        foreach (var channels in Enumerable.Range(1, 16))
            foreach (var pixels in new[] { 0, 1, 3, 15, 16, 17, 40, 65 })
                foreach (var (hasMean, hasScale) in new[] { (false, false), (false, true), (true, false), (true, true) })
                {
                    var source = Enumerable.Range(0, channels * pixels).Select(_ => next(random)).ToArray();
                    float[] mean = hasMean ? [.. Enumerable.Range(0, channels).Select(_ => 200 * random.NextSingle())] : [];
                    float[] scale = hasScale ? [.. Enumerable.Range(0, channels).Select(_ => random.NextSingle())] : [];
                    var converted = Enumerable.Repeat(Untouched, source.Length + 20).ToArray();
                    new PixelConversion(mean, scale, channels, new float[PixelConversion.BufferLength(channels)])
                        .Convert(new ReadOnlySpan<T>(source), converted);
                    Assert.Equal(source.Select((x, i) => (float.CreateTruncating(x) - (hasMean ? mean[i % channels] : 0f)) * (hasScale ? scale[i % channels] : 1f)),
                        converted.Take(source.Length));
                    Assert.All(converted.Skip(source.Length), value => Assert.Equal(Untouched, value));
                }
    }

    private static void WidensAllBytes<T>() where T : struct, ILanes<T>
    {
        var bytes = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        var results = new List<float>();
        for (var i = 0; i < bytes.Length; i += T.Count)
            results.AddRange(LanesOf(T.Widen(bytes.AsSpan(i, T.Count))));
        Assert.Equal(bytes.Select(value => (float)value), results);
    }

    private static float[] LanesOf<T>(T vector) where T : struct, ILanes<T> =>
        MemoryMarshal.Cast<T, float>([vector]).ToArray();
}
