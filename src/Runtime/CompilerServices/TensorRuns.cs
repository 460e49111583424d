using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>Joins the rows of a tensor that lie next to each other in memory.</summary>
internal static class TensorRuns
{
    /// <summary>The same floats, lanes beyond C included and border excluded, in rows as long as they lie in one piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static TensorLayout Longest(in TensorLayout layout)
    {
        var joined = layout;
        if (layout.Height == 1 || layout.RowStride == layout.Width * layout.Block)
            joined = layout with { Height = 1, Width = layout.Height * layout.Width };
        if (joined.Height == 1 && (layout.Blocks == 1 || layout.BlockStride == joined.Width * layout.Block))
            joined = joined with { Channels = layout.Block, Width = layout.Blocks * joined.Width };
        return joined;
    }

    /// <summary>Whether rows and blocks of the two tensors match, borders and strides apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Match(in TensorLayout left, in TensorLayout right) =>
        left.Batch == right.Batch && left.Channels == right.Channels && left.Block == right.Block
        && left.Height == right.Height && left.Width == right.Width;
}
