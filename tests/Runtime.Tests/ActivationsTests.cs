using System.Runtime.CompilerServices;
using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

public class ActivationsTests
{
    private delegate void InPlace(Span<float> values);

    [Fact]
    public void Relu() => RequireClose(values => Activations.Relu(values), x => Math.Max(0, x));

    [Fact]
    public void Relu6() => RequireClose(values => Activations.Relu6(values), x => Math.Min(Math.Max(0, x), 6));

    [Fact]
    public void LeakyRelu()
    {
        RequireClose(values => Activations.LeakyRelu(values), x => x < 0 ? 0.01f * x : x);
        RequireClose(values => Activations.LeakyRelu(values, 0.3f), x => x < 0 ? 0.3f * x : x);
    }

    [Fact]
    public void Elu()
    {
        RequireClose(values => Activations.Elu(values), x => x < 0 ? Math.Exp(x) - 1 : x);
        RequireClose(values => Activations.Elu(values, 2f), x => x < 0 ? 2 * (Math.Exp(x) - 1) : x);
    }

    [Fact]
    public void Sigmoid() => RequireClose(values => Activations.Sigmoid(values), x => 1 / (1 + Math.Exp(-x)));

    [Fact]
    public void Tanh() => RequireClose(values => Activations.Tanh(values), Math.Tanh);

    [Fact]
    public void Silu() => RequireClose(values => Activations.Silu(values), x => x / (1 + Math.Exp(-x)));

    [Fact]
    public void HardSwish() =>
        RequireClose(values => Activations.HardSwish(values), x => x * Math.Clamp(x / 6 + 0.5, 0, 1));

    [Fact]
    public void HardSigmoid()
    {
        RequireClose(values => Activations.HardSigmoid(values), x => Math.Clamp(0.2f * x + 0.5f, 0, 1));
        RequireClose(values => Activations.HardSigmoid(values, 0.4f, 0.1f), x => Math.Clamp(0.4f * x + 0.1f, 0, 1));
    }

    [Fact]
    public void ResultsDoNotDependOnThePosition() => ForEach(activation =>
    {
        var values = Inputs(1000);
        var whole = values.ToArray();
        activation(whole);
        for (var length = 0; length < 70; length++)
        {
            var part = values[length..(2 * length)];
            activation(part);
            Assert.Equal(whole[length..(2 * length)], part);
        }
    });

    [Fact]
    public void NothingOutsideTheSpanChanges() => ForEach(activation =>
    {
        for (var length = 0; length < 70; length++)
        {
            var values = Enumerable.Repeat(-7f, length + 40).ToArray();
            activation(values.AsSpan(20, length));
            Assert.All(values[..20].Concat(values[^20..]), value => Assert.Equal(-7f, value));
        }
    });

    [Fact]
    public void AllWidthsAgreeOnValues()
    {
        var (wide, middle, narrow) = (Inputs(1003), Inputs(1003), Inputs(1003));
        Elementwise.ApplyOverlapping<Exponential, Lanes512>(wide, default);
        Elementwise.ApplyOverlapping<Exponential, Lanes256>(middle, default);
        Elementwise.ApplyOverlapping<Exponential, Lanes128>(narrow, default);
        Assert.Equal(wide, middle);
        Assert.Equal(wide, narrow);
    }

    /// <summary>QuantizeLinear and DequantizeLinear as ONNX gives them, through a byte.</summary>
    [Theory]
    [InlineData(0.0787254f, 0, 255, 0)]
    [InlineData(0.0787254f, 0, 255, 131)]
    [InlineData(1.5f, -128, 127, -128)]
    [InlineData(0.003f, -128, 127, 5)]
    public void QuantizeIsTheWayThroughAByte(float scale, int low, int high, int zero)
    {
        float[] specials = [0f, -0f, 1e30f, -1e30f, float.PositiveInfinity, float.NegativeInfinity, scale / 2, 1.5f * scale, -2.5f * scale];
        float[] inputs = [.. specials, .. Inputs(4001).Select(x => x * 100 * scale)];
        var outputs = inputs.ToArray();
        Activations.Quantize(outputs, scale, low - zero);
        for (var index = 0; index < inputs.Length; index++)
        {
            var stored = (int)Math.Clamp(MathF.Round(inputs[index] / scale) + zero, low, high);
            Assert.Equal((stored - zero) * scale, outputs[index]);
            Assert.False(outputs[index] == 0 && float.IsNegative(outputs[index]));
        }
    }

    /// <summary>The same of numbers that count the steps already; of two integers that are equally near, the even one.</summary>
    [Theory]
    [InlineData(0.0787254f, 0)]
    [InlineData(1.5f, -131)]
    [InlineData(0.003f, -255)]
    public void QuantizeStepsRoundsToTheNearestInteger(float scale, int least)
    {
        float[] specials = [0f, -0f, 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, 254.5f, 1e30f, -1e30f, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon];
        float[] inputs = [.. specials, .. Inputs(4001).Select(x => x * 20), .. specials.Select(MathF.BitIncrement), .. specials.Select(MathF.BitDecrement)];
        var outputs = inputs.ToArray();
        Activations.QuantizeSteps(outputs, scale, least);
        for (var index = 0; index < inputs.Length; index++)
        {
            Assert.Equal(Math.Clamp(Math.Round((double)inputs[index]), least, least + 255) * scale, outputs[index], 1e-4 * scale);
            Assert.Equal(scale * (int)MathF.Round(outputs[index] / scale), outputs[index]);
            Assert.False(outputs[index] == 0 && float.IsNegative(outputs[index]));
        }

        float[] undefined = [float.NaN];
        Activations.QuantizeSteps(undefined, scale, least);
        Assert.True(undefined[0] == scale * least || undefined[0] == scale * (least + 255) || float.IsNaN(undefined[0]));
    }

    [Fact]
    public void NaNStaysNaNWhereNothingClamps()
    {
        InPlace[] functions =
        [
            values => Activations.LeakyRelu(values), values => Activations.Elu(values), Activations.Sigmoid,
            Activations.Tanh, Activations.Silu, Activations.HardSwish,
        ];
        foreach (var function in functions)
        {
            float[] values = [float.NaN];
            function(values);
            Assert.Equal([float.NaN], values);
        }
    }

    private static void ForEach(Action<InPlace> test)
    {
        InPlace[] functions =
        [
            Activations.Relu, Activations.Relu6, values => Activations.LeakyRelu(values),
            values => Activations.Elu(values), Activations.Sigmoid, Activations.Tanh, Activations.Silu,
            Activations.HardSwish, values => Activations.HardSigmoid(values),
            values => Activations.Quantize(values, 0.01f, -100), values => Activations.QuantizeSteps(values, 0.01f, -100),
        ];
        foreach (var function in functions)
            test(function);
    }

    private static void RequireClose(InPlace activation, Func<double, double> exact)
    {
        var inputs = Inputs(997);
        var outputs = inputs.ToArray();
        activation(outputs);
        for (var index = 0; index < inputs.Length; index++)
            Assert.Equal(exact(inputs[index]), outputs[index], 1e-6 * Math.Max(1, Math.Abs(inputs[index])));
    }

    private static float[] Inputs(int count)
    {
        var random = new Random(9);
        var values = new float[count];
        for (var index = 0; index < count; index++)
            values[index] = (random.NextSingle() - 0.5f) * 30f;
        return values;
    }

    private readonly struct Exponential : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x) where T : struct, ILanes<T> => LaneMath.Exp(x);
    }
}
