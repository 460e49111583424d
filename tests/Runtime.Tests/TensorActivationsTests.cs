using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

/// <summary>Activations over random bordered layouts, against the functions in double precision.</summary>
public class TensorActivationsTests
{
    private const int Cases = 200;

    [Fact]
    public void Relu() => RequireFunction(TensorActivations.Relu, x => Math.Max(0, x));

    [Fact]
    public void Relu6() => RequireFunction(TensorActivations.Relu6, x => Math.Min(Math.Max(0, x), 6));

    [Fact]
    public void LeakyRelu() => RequireFunction(
        (FloatBuffer arena, int offset, in TensorLayout layout) => TensorActivations.LeakyRelu(arena, offset, layout, 0.3f),
        x => x < 0 ? 0.3f * x : x);

    [Fact]
    public void Elu() => RequireFunction(
        (FloatBuffer arena, int offset, in TensorLayout layout) => TensorActivations.Elu(arena, offset, layout, 1.5f),
        x => x < 0 ? 1.5f * (Math.Exp(x) - 1) : x);

    [Fact]
    public void Sigmoid() => RequireFunction(TensorActivations.Sigmoid, x => 1 / (1 + Math.Exp(-x)));

    [Fact]
    public void Tanh() => RequireFunction(TensorActivations.Tanh, Math.Tanh);

    [Fact]
    public void Silu() => RequireFunction(TensorActivations.Silu, x => x / (1 + Math.Exp(-x)));

    [Fact]
    public void HardSwish() => RequireFunction(TensorActivations.HardSwish, x => x * Math.Clamp(x / 6 + 0.5, 0, 1));

    [Fact]
    public void HardSigmoid() => RequireFunction(
        (FloatBuffer arena, int offset, in TensorLayout layout) =>
            TensorActivations.HardSigmoid(arena, offset, layout, 0.3f, 0.25f),
        x => Math.Clamp(0.3f * x + 0.25f, 0, 1));

    [Fact]
    public void Quantize() => RequireFunction(
        (FloatBuffer arena, int offset, in TensorLayout layout) => TensorActivations.Quantize(arena, offset, layout, 0.125f, -60),
        x => Math.Clamp(Math.Round(x / 0.125f), -60, 195) * 0.125f);

    [Fact]
    public void NothingIsAllocated()
    {
        var arena = new TensorArena(new Random(1));
        var tensor = arena.Place(1, 5, 4, 3, 3);
        arena.Fill();
        TensorActivations.Elu(arena.Buffer, tensor.Offset, tensor.Layout);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        TensorActivations.Elu(arena.Buffer, tensor.Offset, tensor.Layout);
        Assert.Equal(allocated, GC.GetAllocatedBytesForCurrentThread());
    }

    private delegate void Activation(FloatBuffer arena, int offset, in TensorLayout layout);

    private static void RequireFunction(Activation apply, Func<double, double> function)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var arena = new TensorArena(random);
            var tensor = arena.Place(
                random.Next(1, 3), random.Next(1, 34), TensorArena.AnyBlock(random), random.Next(1, 7), random.Next(1, 9));
            arena.Fill(() => random.NextSingle() * 20 - 10);
            var before = arena.Buffer.Span.ToArray();
            apply(arena.Buffer, tensor.Offset, tensor.Layout);
            double Expected(int sample, int channel, int row, int column) =>
                function(tensor.At(before, sample, channel, row, column));
            // A few ULP of the result, or of the terms of the piecewise linear functions, which are at most 3.5.
            arena.RequireOnly(before, tensor, Expected, (sample, channel, row, column) =>
                5e-7 * (0.5 + Math.Abs(Expected(sample, channel, row, column))));
        }
    }
}
