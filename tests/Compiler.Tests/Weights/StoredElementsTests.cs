using System.Runtime.InteropServices;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Tests.Weights;

/// <summary>All 65,536 patterns of the short formats, bit for bit, NaN payloads included.</summary>
public class StoredElementsTests
{
    private static readonly byte[] AllShorts = [.. Enumerable.Range(0, 0x10000).SelectMany(i => new[] { (byte)i, (byte)(i >> 8) })];

    [Fact]
    public void Every_half_becomes_the_float_of_the_same_value()
    {
        var bits = Bits(StoredElements.Decode(StoredFormat.F16, AllShorts));
        for (var i = 0; i < bits.Length; i++)
        {
            var half = BitConverter.UInt16BitsToHalf((ushort)i);
            if (Half.IsNaN(half)) // A conversion would quiet a signalling NaN; decoding keeps the payload in place.
                Assert.Equal((uint)(((i & 0x8000) << 16) | 0x7F800000 | ((i & 0x3FF) << 13)), bits[i]);
            else
                Assert.Equal(BitConverter.SingleToUInt32Bits((float)half), bits[i]);
        }
    }

    [Fact]
    public void Every_bfloat16_is_the_upper_half_of_its_float()
    {
        var bits = Bits(StoredElements.Decode(StoredFormat.BF16, AllShorts));
        for (var i = 0; i < bits.Length; i++)
            Assert.Equal((uint)i << 16, bits[i]);
    }

    [Fact]
    public void Floats_keep_their_bits()
    {
        var bytes = new byte[4 * 1000];
        new Random(3).NextBytes(bytes);
        Assert.Equal(bytes, MemoryMarshal.AsBytes(StoredElements.Decode(StoredFormat.F32, bytes).AsSpan()).ToArray());
    }

    private static uint[] Bits(float[] values) => MemoryMarshal.Cast<float, uint>(values).ToArray();
}
