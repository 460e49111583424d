using System.ComponentModel;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// A matrix of weights in row-major order, as weight files hold it: read where it is stored if its elements are floats, else a copy of
/// them as floats.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WeightMatrix
{
    private readonly StoredTensor? _stored;
    private readonly FloatBuffer? _decoded;

    internal WeightMatrix(StoredTensor stored) => _stored = stored;

    internal WeightMatrix(FloatBuffer decoded) => _decoded = decoded;

    /// <summary>All elements, row by row.</summary>
    public ReadOnlySpan<float> Span => _stored is null ? _decoded!.Span : _stored.Floats;
}
