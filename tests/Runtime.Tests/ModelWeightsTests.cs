using System.Runtime.InteropServices;

namespace ModelCompiler.Tests;

public class ModelWeightsTests
{
    [Fact]
    public void ReadsAllTypes()
    {
        var weights = SafetensorsBytes.Load(SafetensorsBytes.Valid());
        Assert.Equal(["conv1.weight", "scale", "conv1.bias", "empty"], weights.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([1f, -2.5f, 3e-40f, 4f], weights.GetValues("conv1.weight"));
        Assert.Equal([1.5f], weights.GetValues("scale"));
        Assert.Equal([1f, -2.5f], weights.GetValues("conv1.bias"));
        Assert.Empty(weights.GetValues("empty"));
        Assert.Equal("conv1.weight: Float32 [2, 1, 1, 2]", weights.Tensors[0].ToString());
        Assert.Equal(WeightElementType.BFloat16, weights.Find("scale")!.ElementType);
        Assert.Equal(WeightElementType.Float16, weights.Find("conv1.bias")!.ElementType);
    }

    [Fact]
    public void SkipsTheCountersOfBatchNormalisations()
    {
        var weights = SafetensorsBytes.Load(SafetensorsBytes.File(
            """
            {"bn1.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
             "bn1.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[8,16]},
             "bn1.weight":{"dtype":"F32","shape":[1],"data_offsets":[16,20]},
             "num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[20,28]}}
            """,
            [.. SafetensorsBytes.Floats(1f, 2f), .. new byte[8], .. SafetensorsBytes.Floats(3f), .. new byte[8]]));
        Assert.Equal(["bn1.bias", "bn1.weight"], weights.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([3f], weights.GetValues("bn1.weight"));
    }

    [Fact]
    public void FindsByName()
    {
        var weights = SafetensorsBytes.Load(SafetensorsBytes.Valid());
        Assert.True(weights.Contains("scale"));
        Assert.False(weights.Contains("Scale"));
        Assert.Null(weights.Find("__metadata__"));
        Assert.Throws<KeyNotFoundException>(() => weights.GetValues("missing"));
    }

    [Fact]
    public void CopyValuesNeedsTheExactLength()
    {
        var weights = SafetensorsBytes.Load(SafetensorsBytes.Valid());
        var values = new float[4];
        weights.CopyValues("conv1.weight", values);
        Assert.Equal([1f, -2.5f, 3e-40f, 4f], values);
        var exception = Assert.Throws<ArgumentException>(() => weights.CopyValues("conv1.weight", new float[5]));
        Assert.Contains("[2, 1, 1, 2]", exception.Message);
    }

    [Fact]
    public void DecodesEveryFiniteHalf() => RequireDecoded("F16", pattern => (float)BitConverter.UInt16BitsToHalf(pattern));

    [Fact]
    public void DecodesEveryFiniteBFloat() =>
        RequireDecoded("BF16", pattern => BitConverter.UInt32BitsToSingle((uint)pattern << 16));

    [Theory]
    [InlineData("F16", 0x7C00)]
    [InlineData("BF16", 0x7F80)]
    public void RefusesEveryNonFiniteWord(string dtype, int exponent)
    {
        for (var pattern = 0; pattern <= ushort.MaxValue; pattern++)
        {
            if ((pattern & exponent) != exponent)
                continue;
            var file = SafetensorsBytes.OneTensor(dtype, "[2]", SafetensorsBytes.Words(0, (ushort)pattern));
            var exception = Assert.Throws<WeightFormatException>(() => SafetensorsBytes.Load(file));
            Assert.Contains("'a' holds infinity or NaN at index 1", exception.Message);
        }
    }

    [Fact]
    public void ReversesElementsForBigEndianMachines()
    {
        byte[] bytes = [1, 2, 3, 4];
        StoredTensor.ReverseElements(bytes, WeightElementType.Float32);
        Assert.Equal([4, 3, 2, 1], bytes);
        StoredTensor.ReverseElements(bytes, WeightElementType.BFloat16);
        Assert.Equal([3, 4, 1, 2], bytes);
    }

    [Fact]
    public void LoadsFromAPathAndNamesItInErrors()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, SafetensorsBytes.Valid());
            Assert.Equal(4, ModelWeights.Load(path).Tensors.Count);
            File.WriteAllBytes(path, SafetensorsBytes.Valid()[..^1]);
            Assert.Contains(path, Assert.Throws<WeightFormatException>(() => ModelWeights.Load(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void LoadsFromAStreamThatCannotSeek()
    {
        using var stream = new ForwardOnlyStream(SafetensorsBytes.Valid());
        Assert.Equal([1.5f], ModelWeights.Load(stream).GetValues("scale"));
    }

    [Fact]
    public void FromTensorsCopiesTheValues()
    {
        float[] values = [1f, 2f, 3f, 4f, 5f, 6f];
        var weights = ModelWeights.FromTensors([new WeightTensor("w", [2, 3], values), new WeightTensor("s", [], new float[1])]);
        values[0] = 99f;
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], weights.GetValues("w"));
        Assert.Equal([0f], weights.GetValues("s"));
        Assert.Equal([2, 3], weights.Find("w")!.Shape);
    }

    [Fact]
    public void FromTensorsChecksThem()
    {
        RequireRefused("needs 6 values; found 5", new WeightTensor("w", [2, 3], new float[5]));
        RequireRefused("negative dimension", new WeightTensor("w", [-2, -3], new float[6]));
        RequireRefused("more than", new WeightTensor("w", [65536, 65536], new float[6]));
        RequireRefused("'w' holds infinity or NaN at index 1", new WeightTensor("w", [2], new[] { 1f, float.NaN }));
        var tensor = new WeightTensor("w", [1], new float[1]);
        RequireRefused("'w' is there twice", tensor, tensor);
    }

    private static void RequireRefused(string message, params WeightTensor[] tensors)
    {
        var exception = Assert.Throws<WeightFormatException>(() => ModelWeights.FromTensors(tensors));
        Assert.Contains(message, exception.Message);
    }

    private static void RequireDecoded(string dtype, Func<ushort, float> exact)
    {
        var patterns = Enumerable.Range(0, 65_536).Select(pattern => (ushort)pattern)
            .Where(pattern => float.IsFinite(exact(pattern))).ToArray();
        var file = SafetensorsBytes.OneTensor(dtype, $"[{patterns.Length}]", SafetensorsBytes.Words(patterns));
        var decoded = SafetensorsBytes.Load(file).GetValues("a");
        Assert.Equal(
            MemoryMarshal.Cast<float, int>(patterns.Select(exact).ToArray()), MemoryMarshal.Cast<float, int>(decoded));
    }

    private sealed class ForwardOnlyStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }
    }
}
