using System.Runtime.Intrinsics;
using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

/// <summary>Holds every function to its stated bound, over a dense sample of all floats and at all widths.</summary>
public class VectorMathTests
{
    // A prime step through all 2^32 bit patterns: about 430,000 of them, with every exponent and sign.
    private const uint PatternStep = 9973;

    [Fact]
    public void ExpIsWithinItsBound() =>
        RequireUlp(1.5, Math.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp);

    [Fact]
    public void TanhIsWithinItsBound() =>
        RequireUlp(2.5, Math.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh);

    [Fact]
    public void SigmoidIsWithinItsBound() =>
        RequireUlp(2.5, x => 1 / (1 + Math.Exp(-x)), VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid);

    [Fact]
    public void SiluIsWithinItsBound() =>
        RequireUlp(3.5, ExactSilu, VectorMath.Silu, VectorMath.Silu, VectorMath.Silu);

    [Theory]
    [InlineData(1f)]
    [InlineData(0.3f)]
    [InlineData(-2.5f)]
    public void EluIsWithinItsBound(float alpha) => RequireUlp(
        2,
        x => x < 0 ? alpha * ExactExpm1(x) : x,
        x => VectorMath.Elu(x, Vector128.Create(alpha)),
        x => VectorMath.Elu(x, Vector256.Create(alpha)),
        x => VectorMath.Elu(x, Vector512.Create(alpha)));

    [Fact]
    public void LimitsAreExact()
    {
        const float infinity = float.PositiveInfinity;
        Assert.Equal([0f, infinity, 1f], Values(VectorMath.Exp(Vector128.Create(-infinity, infinity, 0f, 0f)))[..3]);
        Assert.Equal([-1f, 1f, 0f], Values(VectorMath.Tanh(Vector128.Create(-infinity, infinity, 0f, 0f)))[..3]);
        Assert.Equal([0f, 1f, 0.5f], Values(VectorMath.Sigmoid(Vector128.Create(-infinity, infinity, 0f, 0f)))[..3]);
        Assert.Equal([0f, infinity, 0f], Values(VectorMath.Silu(Vector128.Create(-infinity, infinity, 0f, 0f)))[..3]);
        var elu = VectorMath.Elu(Vector128.Create(-infinity, infinity, 0f, 0f), Vector128.Create(2f));
        Assert.Equal([-2f, infinity, 0f], Values(elu)[..3]);
    }

    [Fact]
    public void TanhKeepsTheSignOfZero() =>
        Assert.True(float.IsNegative(VectorMath.Tanh(Vector128.Create(-0f)).ToScalar()));

    private static float[] Values(Vector128<float> vector) => [vector[0], vector[1], vector[2], vector[3]];

    private static double ExactSilu(double x) => double.IsNegativeInfinity(x) ? -0.0 : x / (1 + Math.Exp(-x));

    /// <summary>e^x − 1 with the relative error of doubles also near 0, where the difference cancels.</summary>
    private static double ExactExpm1(double x)
    {
        if (Math.Abs(x) > 1e-3)
            return Math.Exp(x) - 1;
        return x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5))));
    }

    private static void RequireUlp(
        double bound,
        Func<double, double> exact,
        Func<Vector128<float>, Vector128<float>> narrow,
        Func<Vector256<float>, Vector256<float>> middle,
        Func<Vector512<float>, Vector512<float>> wide)
    {
        var inputs = new float[Vector512<float>.Count];
        foreach (var chunk in Samples().Chunk(inputs.Length))
        {
            chunk.CopyTo(inputs, 0);
            var result = wide(Vector512.Create(inputs));
            RequireSameBits(result, middle(Vector256.Create(inputs)), narrow(Vector128.Create(inputs)));
            for (var lane = 0; lane < inputs.Length; lane++)
            {
                var error = Ulp(exact(inputs[lane]), result[lane]);
                Assert.True(error <= bound, $"{error} ULP at {inputs[lane]:R}: found {result[lane]:R}, exact {exact(inputs[lane]):R}");
            }
        }
    }

    private static void RequireSameBits(Vector512<float> wide, Vector256<float> middle, Vector128<float> narrow)
    {
        Assert.Equal(wide.GetLower().AsInt32(), middle.AsInt32());
        Assert.Equal(middle.GetLower().AsInt32(), narrow.AsInt32());
    }

    private static IEnumerable<float> Samples()
    {
        for (var pattern = 0L; pattern <= uint.MaxValue; pattern += PatternStep)
            yield return BitConverter.UInt32BitsToSingle((uint)pattern);
        float[] specials =
        [
            0f, -0f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, float.NaN,
            float.PositiveInfinity, float.NegativeInfinity, 88.72283f, 88.72284f, -87.33655f, -103.97208f, -103.97209f, 9.010913f,
        ];
        foreach (var special in specials)
            yield return special;
        // Densely where the functions bend.
        for (var index = -220_000; index <= 220_000; index++)
            yield return index * 5e-4f;
    }

    /// <summary>
    /// The error of a float in units in the last place of the exact value; 0 where both are NaN or the same infinity.
    /// </summary>
    private static double Ulp(double exact, float found)
    {
        if (double.IsNaN(exact) || float.IsNaN(found))
            return double.IsNaN(exact) && float.IsNaN(found) ? 0 : double.PositiveInfinity;
        if (float.IsInfinity((float)exact) || float.IsInfinity(found))
            return (float)exact == found ? 0 : double.PositiveInfinity;
        var exponent = exact == 0 ? -126 : Math.Max(Math.ILogB(exact), -126);
        return Math.Abs(found - exact) / Math.ScaleB(1, exponent - 23);
    }
}
