using System.ComponentModel;

namespace ModelCompiler.CompilerServices;

/// <summary>The weights of a model as its kernels read them: a block of packed ones, and matrices that lie as they are stored.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PackedWeights
{
    private readonly WeightMatrix[] _matrices;

    /// <param name="packed">The packed tensors, one behind the other.</param>
    /// <param name="matrices">The matrices that are not packed.</param>
    public PackedWeights(FloatBuffer packed, params ReadOnlySpan<WeightMatrix> matrices) => (Packed, _matrices) = (packed, matrices.ToArray());

    /// <summary>The packed tensors, one behind the other.</summary>
    public FloatBuffer Packed { get; }

    /// <summary>A matrix that is not packed, by its number in the plan.</summary>
    public WeightMatrix Matrix(int index) => _matrices[index];
}
