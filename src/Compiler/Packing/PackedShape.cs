using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Packing;

/// <summary>The filter sizes that a packing works with.</summary>
internal static class PackedShape
{
    /// <summary>OIHW sizes; for a dense layer its columns seen as an image.</summary>
    public static FilterShape Of(PackedTensor tensor)
    {
        var shape = tensor.Source.Shape;
        return tensor.Packing switch
        {
            WeightPacking.Dense dense => new(shape[0], dense.Channels, dense.Height, dense.Width),
            WeightPacking.DensePairs pairs => new(shape[0], pairs.Channels, pairs.Height, pairs.Width),
            WeightPacking.Transposed => new(shape[1], shape[0], shape[2], shape[3]),
            _ => new(shape[0], shape[1], shape[2], shape[3]),
        };
    }
}
