#if MODELCOMPILER_RUNTIME
namespace ModelCompiler.CompilerServices;
#else
namespace ModelCompiler.Compiler.Packing;
#endif

/// <summary>
/// Arithmetic on per-channel weights, in double with + − × ÷ √ only and in a fixed order: packing at compile time and at
/// load time give the same bits, whatever the host.
/// </summary>
#if MODELCOMPILER_RUNTIME
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#else
internal
#endif
static class ChannelWeights
{
    /// <summary>A value per channel, widened.</summary>
    public static double[] Widen(ReadOnlySpan<float> values)
    {
        var widened = new double[values.Length];
        for (var c = 0; c < values.Length; c++)
            widened[c] = values[c];
        return widened;
    }

    /// <summary>The same value for every channel.</summary>
    public static double[] Fill(float value, int channels)
    {
        var filled = new double[channels];
        for (var c = 0; c < channels; c++)
            filled[c] = value;
        return filled;
    }

    /// <summary>γ/√(σ² + ε): the factor of a batch normalisation (Ioffe and Szegedy 2015).</summary>
    public static double[] NormalizationScale(double[] gamma, double[] variance, float epsilon)
    {
        var scale = new double[gamma.Length];
        for (var c = 0; c < scale.Length; c++)
            scale[c] = gamma[c] / Math.Sqrt(variance[c] + epsilon);
        return scale;
    }

    /// <summary>(b − μ)·γ/√(σ² + ε) + β: the bias of a layer with the batch normalisation behind it folded in.</summary>
    public static double[] FoldedBias(
        double[] bias, double[] gamma, double[] beta, double[] mean, double[] variance, float epsilon)
    {
        var scale = NormalizationScale(gamma, variance, epsilon);
        var folded = new double[scale.Length];
        for (var c = 0; c < folded.Length; c++)
            folded[c] = ((bias[c] - mean[c]) * scale[c]) + beta[c];
        return folded;
    }

    /// <summary>The product, channel by channel, of two factors that follow each other.</summary>
    public static double[] Multiply(double[] first, double[] second)
    {
        var product = new double[first.Length];
        for (var c = 0; c < product.Length; c++)
            product[c] = first[c] * second[c];
        return product;
    }

    /// <summary>Every value divided by the same number.</summary>
    public static double[] Divide(double[] values, float divisor)
    {
        var quotients = new double[values.Length];
        for (var c = 0; c < quotients.Length; c++)
            quotients[c] = values[c] / divisor;
        return quotients;
    }

    /// <summary>Every value <paramref name="count"/> times, one behind the other.</summary>
    public static float[] Repeat(float[] values, int count)
    {
        var repeated = new float[values.Length * count];
        for (var i = 0; i < repeated.Length; i++)
            repeated[i] = values[i / count];
        return repeated;
    }

    /// <summary>eᶜ / Σ eᶜ over each run of <paramref name="length"/> values.</summary>
    public static float[] Softmax(float[] values, int length)
    {
        var result = new float[values.Length];
        var powers = new double[length];
        for (var row = 0; row < values.Length; row += length)
        {
            var (greatest, sum) = (double.NegativeInfinity, 0.0);
            for (var i = 0; i < length; i++)
                greatest = Math.Max(greatest, values[row + i]);
            for (var i = 0; i < length; i++)
                sum += powers[i] = Exponential(values[row + i] - greatest);
            for (var i = 0; i < length; i++)
                result[row + i] = (float)(powers[i] / sum);
        }

        return result;
    }

    /// <summary>
    /// sin(p/10000^(2i/F)) and cos of the same beside each other, for each position p and pair i of F features (Vaswani 2017).
    /// </summary>
    public static double[] Sinusoids(int positions, int features)
    {
        var result = new double[positions * features];
        for (var i = 0; i < features; i += 2)
        {
            // One rotation by the frequency leads from each position to the next.
            var frequency = Exponential(-i * NaturalLogarithmOf10000 / features);
            var (stepSine, stepCosine) = SineAndCosine(frequency);
            var (sine, cosine) = (0.0, 1.0);
            for (var p = 0; p < positions; p++)
            {
                result[(p * features) + i] = sine;
                if (i + 1 < features)
                    result[(p * features) + i + 1] = cosine;
                (sine, cosine) = ((sine * stepCosine) + (cosine * stepSine), (cosine * stepCosine) - (sine * stepSine));
            }
        }

        return result;
    }

    private const double NaturalLogarithmOf10000 = 9.210340371976182736;

    /// <summary>Taylor series, for angles from 0 to 1; Math.Sin may differ in its last bit between hosts.</summary>
    private static (double Sine, double Cosine) SineAndCosine(double angle)
    {
        var square = angle * angle;
        var (sine, cosine) = (1.0, 1.0);
        for (var i = 18; i > 0; i -= 2)
        {
            cosine = 1 - (square / ((i - 1) * i) * cosine);
            sine = 1 - (square / (i * (i + 1)) * sine);
        }

        return (angle * sine, cosine);
    }

    // Math.Exp may differ in its last bit between hosts. The Taylor series of x/1024, to the power of 1024 by ten squarings, has an
    // error of about 1e-13, far below that of a float.
    private static double Exponential(double x)
    {
        if (x < -700)
            return 0;
        var (part, sum) = (x / 1024, 1.0);
        for (var i = 8; i > 0; i--)
            sum = 1 + (part / i * sum);
        for (var i = 0; i < 10; i++)
            sum *= sum;
        return sum;
    }

    /// <summary>Rounds to float into the front of <paramref name="destination"/>, zeros behind.</summary>
    public static void Pack(double[] values, Span<float> destination)
    {
        destination.Clear();
        for (var c = 0; c < values.Length; c++)
            destination[c] = (float)values[c];
    }
}
