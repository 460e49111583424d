namespace ModelCompiler.CompilerServices;

/// <summary>The buffers in which one thread prepares filters; they stay in its cache.</summary>
internal sealed class PackingScratch
{
    private float[] _stored = [];
    private float[] _scaled = [];
    private float[] _lines = [];

    /// <summary>For values that are stored in another form than float.</summary>
    public Span<float> Stored(int length) => Grow(ref _stored, length);

    /// <summary>For filters times their scale.</summary>
    public Span<float> Scaled(int length) => Grow(ref _scaled, length);

    /// <summary>For filters in lines of 16 output channels.</summary>
    public Span<float> Lines(int length) => Grow(ref _lines, length);

    private static Span<float> Grow(ref float[] buffer, int length)
    {
        if (buffer.Length < length)
            buffer = GC.AllocateUninitializedArray<float>(length);
        return buffer.AsSpan(0, length);
    }
}
