using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// A matrix of weights in row-major order, as weight files hold it: read where it is stored if its elements are floats, else a copy of
/// them as floats.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WeightMatrix
{
    private const int LineBytes = 64;

    private readonly StoredTensor? _stored;
    private readonly FloatBuffer? _decoded;

    internal WeightMatrix(StoredTensor stored) => _stored = stored;

    internal WeightMatrix(FloatBuffer decoded) => _decoded = decoded;

    /// <summary>All elements, row by row.</summary>
    public ReadOnlySpan<float> Span => _stored is null ? _decoded!.Span : _stored.Floats;

    /// <summary>
    /// Asks the processor to bring four cache lines, from that of element <paramref name="offset"/> on, into the second-level cache; does nothing
    /// where it has no such instruction.
    /// </summary>
    /// <param name="elements">The matrix.</param>
    /// <param name="offset">May lie outside: a prefetch reads nothing and never faults.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void PrefetchFour(ReadOnlySpan<float> elements, int offset)
    {
        if (!Sse.IsSupported)
            return;
        // The collector may move the elements at any time: then the wrong lines are fetched, and nothing else is wrong.
        var line = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(elements)) + ((nint)offset * sizeof(float));
        Sse.Prefetch1((void*)line);
        Sse.Prefetch1((void*)(line + LineBytes));
        Sse.Prefetch1((void*)(line + (2 * LineBytes)));
        Sse.Prefetch1((void*)(line + (3 * LineBytes)));
    }
}
