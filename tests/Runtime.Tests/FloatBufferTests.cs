using System.Runtime.InteropServices;
using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

public class FloatBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void IsZeroAndOfTheLength(int length)
    {
        var buffer = new FloatBuffer(length);
        Assert.Equal(length, buffer.Length);
        Assert.Equal(length, buffer.Span.Length);
        Assert.False(buffer.Span.ContainsAnyExcept(0f));
    }

    [Fact]
    public unsafe void StartsAtAMultipleOf64Bytes()
    {
        for (var length = 1; length < 200; length++)
        {
            var buffer = new FloatBuffer(length);
            fixed (float* start = &MemoryMarshal.GetReference(buffer.Span))
                Assert.Equal(0, (nint)start % 64);
        }
    }

    [Fact]
    public void KeepsWhatIsWritten()
    {
        var buffer = new FloatBuffer(33);
        buffer.Span[0] = 1f;
        buffer.Span[32] = 2f;
        GC.Collect();
        Assert.Equal((1f, 2f), (buffer.Span[0], buffer.Span[32]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void RefusesImpossibleLengths(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FloatBuffer(length));
}
