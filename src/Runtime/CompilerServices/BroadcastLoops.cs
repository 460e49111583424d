using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>A binary operator over all rows of a destination, with operands that may repeat along any dimension.</summary>
internal static class BroadcastLoops
{
    /// <summary>Computes the destination; an operand that does not repeat may be the destination itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Apply<TOperator, T>(
        Span<float> data, in BroadcastOperand left, in BroadcastOperand right, int destination, in TensorLayout layout)
        where TOperator : struct, IBinaryOperator
        where T : struct, ILanes<T>
    {
        // Whole rows on the left halve the kinds of row loops; the operators are commutative.
        var whole = left.IsWholeRow ? left : right;
        var other = left.IsWholeRow ? right : left;
        for (var sample = 0; sample < layout.Batch; sample++)
            for (var block = 0; block < layout.Blocks; block++)
                for (var row = 0; row < layout.Height; row++)
                {
                    var start = destination + layout.RowStart(sample, block * layout.Block, row);
                    var results = data.Slice(start, layout.Width * layout.Block);
                    ReadOnlySpan<float> values = data[whole.RowStart(sample, block, row)..];
                    if (!whole.IsWholeRow)
                    {
                        // Both operands repeat, so neither is the destination, which can take one of them at full length.
                        Row<SecondOperator, T>(results, results, values, whole);
                        values = results;
                    }
                    Row<TOperator, T>(results, values, data[other.RowStart(sample, block, row)..], other);
                }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<TOperator, T>(
        Span<float> results, ReadOnlySpan<float> left, ReadOnlySpan<float> right, in BroadcastOperand operand)
        where TOperator : struct, IBinaryOperator
        where T : struct, ILanes<T>
    {
        if (operand.IsWholeRow)
            RowLoops.Zip<TOperator, T>(results, left, right);
        else if (operand.PixelStep > 0)
            RowLoops.ZipPixels<TOperator, T>(results, left, right, operand.PixelStep, operand.Block);
        else if (operand.RepeatsLanes)
            RowLoops.Periodic<TOperator, T>(results, left, right[..1], 1);
        else
            RowLoops.Periodic<TOperator, T>(results, left, right[..operand.Block], operand.Block);
    }

    /// <summary>The second operand; only for writing an operand over values that no longer matter.</summary>
    private readonly struct SecondOperator : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Apply<T>(T left, T right) where T : struct, ILanes<T> => right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Apply(float left, float right) => right;
    }
}
