using System.Runtime.InteropServices;
using ModelCompiler.CompilerServices;
using ModelCompiler.Tests.Widths;
using FilterPacker = ModelCompiler.Compiler.Packing.FilterPacker;
using FourierPacker = ModelCompiler.Compiler.Packing.FourierPacker;
using FilterShape = ModelCompiler.Compiler.Packing.FilterShape;
using RuntimeShape = ModelCompiler.CompilerServices.FilterShape;

namespace ModelCompiler.Tests.Weights;

/// <summary>
/// Packing on vectors at load time gives the bits of packing element by element at compile time, at every width and on any number of
/// threads.
/// </summary>
[Trait(WidthTests.Trait, "true")]
public class PackingTests
{
    private const int Shapes = 60;

    [Fact]
    public void Planar() => AssertSameBits(
        random => (new(random.Next(1, 40), random.Next(1, 40), random.Next(1, 6), random.Next(1, 6)), 0, 0),
        (packer, length, filters, scale, shape, _, _) => packer.Planar(length, filters, scale, shape),
        (filters, scale, shape, _, _, packed) => FilterPacker.Planar(filters, scale, shape, packed));

    [Fact]
    public void PlanarInSeveralParts() => AssertSameBits(
        random => (new(random.Next(300, 400), random.Next(300, 400), 3, 1), 0, 0),
        (packer, length, filters, scale, shape, _, _) => packer.Planar(length, filters, scale, shape),
        (filters, scale, shape, _, _, packed) => FilterPacker.Planar(filters, scale, shape, packed),
        shapes: 3);

    [Fact]
    public void Blocked() => AssertSameBits(
        random => (new(random.Next(1, 70), random.Next(1, 40), random.Next(1, 8), random.Next(1, 8)), Pick(random, 1, 2, 3, 4, 8, 16), Pick(random, 1, 4, 6, 8, 10, 16, 32)),
        (packer, length, filters, scale, shape, input, output) => packer.Blocked(length, filters, scale, shape, input, output),
        (filters, scale, shape, input, output, packed) => FilterPacker.Blocked(filters, scale, shape, input, output, packed));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(2, 3)]
    [InlineData(5, 4)]
    public void Transposed(int strideHeight, int strideWidth) => AssertSameBits(
        random => (new(random.Next(1, 70), random.Next(1, 40), random.Next(1, 6), random.Next(1, 6)), Pick(random, 1, 3, 4, 8, 16), Pick(random, 4, 8, 16)),
        (packer, length, filters, scale, shape, input, output) =>
            packer.Transposed(length, filters, scale, shape, strideHeight, strideWidth, input, output),
        (filters, scale, shape, input, output, packed) =>
            FilterPacker.Transposed(filters, scale, shape, strideHeight, strideWidth, input, output, packed),
        shapes: 30);

    [Fact]
    public void Depthwise() => AssertSameBits(
        random => (new(random.Next(1, 70), 1, random.Next(1, 8), random.Next(1, 8)), Pick(random, 4, 8, 16), 0),
        (packer, length, filters, scale, shape, block, _) => packer.Depthwise(length, filters, scale, shape, block),
        (filters, scale, shape, block, _, packed) => FilterPacker.Depthwise(filters, scale, shape, block, packed));

    [Theory]
    [InlineData(2, 3)]
    [InlineData(4, 3)]
    [InlineData(2, 5)]
    public void WinogradColumns(int tileHeight, int taps) => AssertSameBits(
        random => (new(random.Next(1, 40), random.Next(1, 20), taps, random.Next(2, 6)), Pick(random, 1, 3, 4, 8, 16), Pick(random, 4, 8, 16)),
        (packer, length, filters, scale, shape, input, output) => packer.WinogradColumns(length, filters, scale, shape, tileHeight, input, output),
        (filters, scale, shape, input, output, packed) =>
            FilterPacker.WinogradColumns(filters, scale, shape, tileHeight, input, output, packed),
        shapes: 20);

    [Fact]
    public void Dense() => AssertSameBits(
        random => (new(random.Next(1, 70), random.Next(1, 70), random.Next(1, 8), random.Next(1, 8)), Pick(random, 1, 3, 4, 16), 0),
        (packer, length, filters, scale, shape, block, _) => packer.Dense(length, filters, scale, shape, block),
        (filters, scale, shape, block, _, packed) => FilterPacker.Dense(filters, scale, shape, block, packed));

    [Fact]
    public void DensePairs() => AssertSameBits(
        random => (new(random.Next(1, 70), random.Next(1, 70), random.Next(1, 8), random.Next(1, 8)), Pick(random, 1, 3, 4, 16), 0),
        (packer, length, filters, _, shape, block, _) => packer.DensePairs(length, filters, shape, block),
        (filters, _, shape, block, _, packed) => FilterPacker.DensePairs(filters, shape, block, packed),
        isShort: true);

    [Theory]
    [InlineData(2, 2, 3)]
    [InlineData(4, 4, 3)]
    [InlineData(6, 6, 3)]
    [InlineData(4, 2, 3)]
    [InlineData(1, 4, 3)]
    [InlineData(6, 1, 3)]
    [InlineData(2, 2, 5)]
    [InlineData(4, 4, 5)]
    [InlineData(1, 4, 5)]
    [InlineData(2, 1, 5)]
    public void Winograd(int tileHeight, int tileWidth, int taps) => AssertSameBits(
        random => (new(random.Next(1, 70), random.Next(1, 40), tileHeight == 1 ? 1 : taps, tileWidth == 1 ? 1 : taps), tileHeight, tileWidth),
        (packer, length, filters, scale, shape, height, width) => packer.Winograd(length, filters, scale, shape, height, width),
        (filters, scale, shape, height, width, packed) => FilterPacker.Winograd(filters, scale, shape, new(height, width, 1, 1), packed),
        shapes: 20);

    [Theory]
    [InlineData(3, 2, 3, 2)]
    [InlineData(7, 2, 7, 2)]
    [InlineData(2, 2, 5, 4)]
    public void WinogradOfPhases(int kernelHeight, int strideHeight, int kernelWidth, int strideWidth) => AssertSameBits(
        random => (new(random.Next(1, 40), random.Next(1, 20), kernelHeight, kernelWidth), 2, 4),
        (packer, length, filters, scale, shape, height, width) =>
            packer.Winograd(length, filters, scale, shape, height, width, strideHeight, strideWidth),
        (filters, scale, shape, height, width, packed) =>
            FilterPacker.Winograd(filters, scale, shape, new(height, width, strideHeight, strideWidth), packed),
        shapes: 10);

    [Theory]
    [InlineData(1, 1, 24, 1, 5)]
    [InlineData(8, 2, 1, 1, 1)]
    [InlineData(8, 1, 12, 2, 5)]
    public void Fourier(int rows, int rowDilation, int columns, int columnDilation, int taps) => AssertSameBits(
        random => (new(random.Next(1, 40), random.Next(1, 9), rows == 1 ? 1 : 4, taps), 0, 0),
        (packer, length, filters, scale, shape, _, _) => packer.Fourier(length, filters, scale, shape, new(rows, columns, rowDilation, columnDilation)),
        (filters, scale, shape, _, _, packed) => FourierPacker.Dense(filters, scale, shape, new(rows, columns, rowDilation, columnDilation), packed),
        shapes: 5);

    [Fact]
    public void FourierDepthwise() => AssertSameBits(
        random => (new(random.Next(1, 40), 1, 3, 5), 0, 0),
        (packer, length, filters, scale, shape, _, _) => packer.FourierDepthwise(length, filters, scale, shape, new(8, 12, 1, 1)),
        (filters, scale, shape, _, _, packed) => FourierPacker.Depthwise(filters, scale, shape, new(8, 12, 1, 1), packed),
        shapes: 5);

    [Fact]
    public void AGapBetweenTensorsIsRefused()
    {
        var packer = new WeightPacker(ModelWeights.FromTensors([]), 48);
        packer.Vector(16, [1, 2, 3]);
        packer.Vector(16, [4]);
        Assert.Throws<InvalidOperationException>(() => packer.Pack(threads: 1));
    }

    private delegate void Add(
        WeightPacker packer, int length, FilterSource filters, double[] scale, RuntimeShape shape, int first, int second);

    private delegate void Reference(
        ReadOnlySpan<float> filters, ReadOnlySpan<double> scale, FilterShape shape, int first, int second, Span<float> packed);

    private static void AssertSameBits(
        Func<Random, (FilterShape Shape, int First, int Second)> draw, Add add, Reference reference, int shapes = Shapes, bool isShort = false)
    {
        for (var i = 0; i < shapes; i++)
        {
            var random = new Random(i);
            var (shape, first, second) = draw(random);
            var weights = new ModelWeights([Draw(random, shape, isShort)]);
            var values = weights.GetValues("filters");
            double[] scale = random.Next(3) == 0 ? [] : [.. Enumerable.Range(0, shape.Outputs).Select(_ => random.NextDouble() - 0.5)];
            var length = LengthOf(values.Length, shape, second);
            var expected = new float[length];
            reference(values, scale, shape, first, second, expected);

            for (var threads = 1; threads <= 3; threads++)
            {
                // Between other tensors, over values that must not be left.
                var packer = new WeightPacker(weights, length + 32);
                packer.Vector(16, [7]);
                add(packer, length, packer.Stored("filters"), scale, new(shape.Outputs, shape.Inputs, shape.KernelHeight, shape.KernelWidth), first, second);
                packer.Vector(16, [8]);
                var packed = new FloatBuffer(length + 32);
                packed.Span.Fill(float.NaN);
                packer.PackInto(packed, threads);
                Assert.Equal(7, packed.Span[0]);
                Assert.Equal(8, packed.Span[16 + length]);
                Assert.True(
                    MemoryMarshal.Cast<float, int>(expected).SequenceEqual(MemoryMarshal.Cast<float, int>(packed.Span.Slice(16, length))),
                    $"seed {i}: {shape}, {first}, {second}, {weights.Tensors[0].ElementType}, {scale.Length} factors, {threads} threads");
            }
        }
    }

    // Long enough for every packing here, so that there is a tail to clear: 7×7 taps of stride 2 become 7×5 positions of four phases.
    private static int LengthOf(int values, FilterShape shape, int outputBlock)
    {
        var perOutput = values / shape.Outputs;
        var outputs = shape.Outputs + Math.Max(16, outputBlock);
        return ((outputs * perOutput * (shape is { KernelHeight: <= 5, KernelWidth: <= 5 } ? 9 : 3)) + 31) / 16 * 16;
    }

    private static StoredTensor Draw(Random random, FilterShape shape, bool isShort)
    {
        var count = shape.Outputs * shape.PerOutput;
        var values = Enumerable.Range(0, count).Select(_ => Value(random)).Select(value => isShort ? Short(value) : value).ToArray();
        var type = isShort ? Pick(random, WeightElementType.Float32, WeightElementType.BFloat16) : (WeightElementType)random.Next(3);
        var bytes = type switch
        {
            WeightElementType.Float16 => MemoryMarshal.AsBytes<Half>(values.Select(value => (Half)(value % 60_000)).ToArray()).ToArray(),
            WeightElementType.BFloat16 => MemoryMarshal.AsBytes<ushort>(
                values.Select(value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)).ToArray()).ToArray(),
            _ => MemoryMarshal.AsBytes<float>(values).ToArray(),
        };
        return new(new WeightTensorInfo("filters", [shape.Outputs, shape.Inputs, shape.KernelHeight, shape.KernelWidth], count, type), bytes);
    }

    // Mostly like a network's; and what rounds, overflows or keeps a sign where others do not.
    private static float Value(Random random) => random.Next(20) switch
    {
        0 => -0f,
        1 => 0f,
        2 => float.Epsilon * random.Next(-1000, 1000),
        3 => (float)(3e38 * (random.NextDouble() - 0.5)),
        4 => 1f,
        _ => (float)(random.NextDouble() - 0.5),
    };

    private static float Short(float value) => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0xFFFF_0000);

    private static T Pick<T>(Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
