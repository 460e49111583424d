using System.Runtime.Intrinsics;
using ModelCompiler.CompilerServices;
using ModelCompiler.Testing.Reference.Functions;

namespace ModelCompiler.Tests;

/// <summary>Holds every function to its stated bound, over a dense sample of all floats and at all widths.</summary>
public class VectorMathTests
{
    /// <summary>Marks the tests that run at every width.</summary>
    private const string EveryWidth = "EveryWidth";

    // A prime step through all 2^32 bit patterns: about 430,000 of them, with every exponent and sign.
    private const uint PatternStep = 9973;

    public static TheoryData<string> Functions => [.. VectorFunction.All.Select(function => function.Name)];

    [Theory]
    [Trait(EveryWidth, "true")]
    [MemberData(nameof(Functions))]
    public void IsWithinItsBound(string name)
    {
        var function = VectorFunction.All.Single(function => function.Name == name);
        var inputs = new float[Vector512<float>.Count];
        foreach (var chunk in Samples().Chunk(inputs.Length))
        {
            chunk.CopyTo(inputs, 0);
            var result = function.Wide(Vector512.Create(inputs));
            RequireSameBits(result, function.Middle(Vector256.Create(inputs)), function.Narrow(Vector128.Create(inputs)));
            for (var lane = 0; lane < inputs.Length; lane++)
            {
                var exact = function.Exact(inputs[lane]);
                var error = function.Error(exact, result[lane]);
                if (!(error <= function.Bound))
                    Assert.Fail($"{error} ULP at {inputs[lane]:R}: found {result[lane]:R}, exact {exact:R}");
            }
        }
    }

    /// <summary>Without fused multiply-adds, which 128-bit vectors go without, other bits are rounded.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task IsWithinItsBoundWithout(string instructions)
    {
        var (exitCode, report) = await TestProcess.Run(EveryWidth, (instructions, "0"));
        Assert.True(exitCode == 0, $"{instructions}=0: {report}");
        Assert.Matches(@"Total: [1-9]\d*, Errors: 0, Failed: 0, Skipped: 0", report);
    }

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
        Assert.Equal([infinity, -infinity, -infinity, 0f], Values(VectorMath.Log(Vector128.Create(infinity, 0f, -0f, 1f))));
        Assert.Equal(
            [float.NaN, float.NaN, float.NaN], Values(VectorMath.Log(Vector128.Create(-infinity, -float.Epsilon, -1f, 0f)))[..3]);
        Assert.Equal([0f, infinity], Values(VectorMath.Softplus(Vector128.Create(-infinity, infinity, 0f, 0f)))[..2]);
        Assert.Equal([-1f, 1f, 0f], Values(VectorMath.Erf(Vector128.Create(-infinity, infinity, 0f, 0f)))[..3]);
    }

    [Fact]
    public void OddFunctionsKeepTheSignOfZero()
    {
        Assert.True(float.IsNegative(VectorMath.Tanh(Vector128.Create(-0f)).ToScalar()));
        Assert.True(float.IsNegative(VectorMath.Erf(Vector128.Create(-0f)).ToScalar()));
        Assert.True(float.IsNegative(VectorMath.Sign(Vector128.Create(-0f)).ToScalar()));
    }

    [Fact]
    public void SingleNumbersAreComputedAsVectorsAre()
    {
        foreach (var x in Samples().Where((_, index) => index % 100 == 0))
        {
            var vector = Vector128.Create(x);
            Assert.Equal(VectorMath.Log(vector).ToScalar(), ScalarFunctions.Log(x));
            Assert.Equal(VectorMath.Erf(vector).ToScalar(), ScalarFunctions.Erf(x));
            Assert.Equal(VectorMath.Softplus(vector).ToScalar(), ScalarFunctions.Softplus(x));
            Assert.Equal(VectorMath.Sign(vector).ToScalar(), ScalarFunctions.Sign(x));
        }
    }

    [Fact]
    public void TanhIsNeverAboveOne() =>
        Assert.All(Samples().Where(x => Math.Abs(x) > 4), 
            x => Assert.InRange(VectorMath.Tanh(Vector128.Create(x)).ToScalar(), -1, 1));

    private static float[] Values(Vector128<float> vector) => [vector[0], vector[1], vector[2], vector[3]];

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
}
