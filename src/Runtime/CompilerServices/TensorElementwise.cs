using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>Combines tensors of one arena element by element, with broadcasting as in NumPy.</summary>
/// <remarks>
/// <para>Offsets are those of element (0, 0, 0, 0), in floats. Each dimension of an operand is that of the destination, or 1:
/// then all of the destination takes the same. An operand has the destination's channel block; one with C = 1 may have any.</para>
/// <para>The destination may be an operand of the same layout, else it must not overlap one. Its border is not written. Its lanes
/// beyond C become zero, given that those of the operands are.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class TensorElementwise
{
    /// <summary><c>destination = left + right</c>.</summary>
    /// <param name="arena">Holds all three tensors.</param>
    /// <param name="left">Where the first operand lies.</param>
    /// <param name="leftLayout">The layout of the first operand.</param>
    /// <param name="right">Where the second operand lies.</param>
    /// <param name="rightLayout">The layout of the second operand.</param>
    /// <param name="destination">Where the result goes.</param>
    /// <param name="destinationLayout">The layout of the result.</param>
    /// <exception cref="ArgumentException">An operand cannot be broadcast to the destination.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add(
        FloatBuffer arena, int left, in TensorLayout leftLayout, int right, in TensorLayout rightLayout,
        int destination, in TensorLayout destinationLayout) =>
        Apply<AddOperator>(arena, left, leftLayout, right, rightLayout, destination, destinationLayout);

    /// <summary><c>destination = left · right</c>, element by element.</summary>
    /// <inheritdoc cref="Add"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(
        FloatBuffer arena, int left, in TensorLayout leftLayout, int right, in TensorLayout rightLayout,
        int destination, in TensorLayout destinationLayout) =>
        Apply<MultiplyOperator>(arena, left, leftLayout, right, rightLayout, destination, destinationLayout);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Apply<TOperator>(
        FloatBuffer arena, int left, in TensorLayout leftLayout, int right, in TensorLayout rightLayout,
        int destination, in TensorLayout destinationLayout)
        where TOperator : struct, IBinaryOperator
    {
        if (Vector512.IsHardwareAccelerated)
            Apply<TOperator, Lanes512>(arena, left, leftLayout, right, rightLayout, destination, destinationLayout);
        else if (Vector256.IsHardwareAccelerated)
            Apply<TOperator, Lanes256>(arena, left, leftLayout, right, rightLayout, destination, destinationLayout);
        else
            Apply<TOperator, Lanes128>(arena, left, leftLayout, right, rightLayout, destination, destinationLayout);
    }

    /// <summary>The operator with vectors of the given width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Apply<TOperator, T>(
        FloatBuffer arena, int left, in TensorLayout leftLayout, int right, in TensorLayout rightLayout,
        int destination, in TensorLayout destinationLayout)
        where TOperator : struct, IBinaryOperator
        where T : struct, ILanes<T>
    {
        BroadcastOperand.Require(leftLayout, destinationLayout, nameof(leftLayout));
        BroadcastOperand.Require(rightLayout, destinationLayout, nameof(rightLayout));
        var joined = JoinRows(leftLayout, rightLayout, destinationLayout);
        var first = new BroadcastOperand(left, joined.Left, joined.Destination);
        var second = new BroadcastOperand(right, joined.Right, joined.Destination);
        BroadcastLoops.Apply<TOperator, T>(arena.Span, first, second, destination, joined.Destination);

        // One value for all lanes also reached those beyond C.
        if (first.RepeatsLanes || second.RepeatsLanes)
            TensorCopy.ClearLanes(arena, destination, destinationLayout);
    }

    /// <summary>The three layouts, with the longest rows that all three allow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static (TensorLayout Left, TensorLayout Right, TensorLayout Destination) JoinRows(
        in TensorLayout left, in TensorLayout right, in TensorLayout destination)
    {
        if (TensorRuns.Match(left, destination) && TensorRuns.Match(right, destination))
        {
            var (first, second, third) =
                (TensorRuns.Longest(left), TensorRuns.Longest(right), TensorRuns.Longest(destination));
            if (TensorRuns.Match(first, third) && TensorRuns.Match(second, third))
                return (first, second, third);
        }
        if (HasOneRow(left, destination) && HasOneRow(right, destination) && HasOneRow(destination, destination))
            return (left.AsOneRow(), right.AsOneRow(), destination.AsOneRow());
        return (left, right, destination);
    }

    /// <summary>Whether the rows of each channel block lie side by side, or all pixels of the destination take the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static bool HasOneRow(in TensorLayout operand, in TensorLayout destination) =>
        operand is { Height: 1, Width: 1 }
        || (operand.Height == destination.Height && operand.Width == destination.Width
            && (operand.Height == 1 || operand.RowStride == operand.Width * operand.Block));
}
