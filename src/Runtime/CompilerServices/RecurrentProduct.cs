using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>The product of a matrix with one vector: what a recurrent layer does with its state at every step.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RecurrentProduct
{
    /// <summary>The rows of the matrix that lie side by side.</summary>
    internal const int Block = 16;

    private const int Chains = 4;

    /// <summary><c>result = addend + bias + matrix · vector</c>.</summary>
    /// <remarks>
    /// Every row is the sum of four chains, which hide the latency of multiply-add. They are the same at every width of vectors, up to
    /// whether multiply-add rounds once or twice. Matrices beyond the first-level cache are bound by reading them: 75 GB/s from the second.
    /// </remarks>
    /// <param name="matrix">Holds the matrix as [rows/16][columns][16], with zeros behind the last row.</param>
    /// <param name="offset">Where the matrix begins.</param>
    /// <param name="bias">A number per row; empty for none.</param>
    /// <param name="addend">A number per row; empty for none.</param>
    /// <param name="vector">A number per column.</param>
    /// <param name="result">A number per row: a multiple of 16 of them, which overlap nothing else.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(
        FloatBuffer matrix, int offset, ReadOnlySpan<float> bias, ReadOnlySpan<float> addend, ReadOnlySpan<float> vector, Span<float> result)
    {
        ReadOnlySpan<float> rows = matrix.Span.Slice(offset, result.Length * vector.Length);
        if (Vector512.IsHardwareAccelerated)
            Multiply<Lanes512>(rows, vector, result);
        else if (Vector256.IsHardwareAccelerated)
            Multiply<Lanes256>(rows, vector, result);
        else
            Multiply<Lanes128>(rows, vector, result);
        if (!bias.IsEmpty)
            StateVector.Add(result, bias);
        if (!addend.IsEmpty)
            StateVector.Add(result, addend);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply<T>(ReadOnlySpan<float> rows, ReadOnlySpan<float> vector, Span<float> result)
        where T : struct, ILanes<T>
    {
        var stride = Block / T.Count;
        var matrix = MemoryMarshal.Cast<float, T>(rows);
        var sums = MemoryMarshal.Cast<float, T>(result);
        for (var i = 0; i < sums.Length; i++)
            sums[i] = Column(matrix[((i / stride * vector.Length * stride) + (i % stride))..], stride, vector);
    }

    /// <summary>One vector of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static T Column<T>(ReadOnlySpan<T> matrix, int stride, ReadOnlySpan<float> vector)
        where T : struct, ILanes<T>
    {
        var (sum0, sum1, sum2, sum3) = (T.Create(0f), T.Create(0f), T.Create(0f), T.Create(0f));
        var column = 0;
        for (; column <= vector.Length - Chains; column += Chains)
        {
            var x = vector.Slice(column, Chains);
            var m = matrix.Slice(column * stride, (stride * (Chains - 1)) + 1);
            sum0 = T.MultiplyAdd(T.Create(x[0]), m[0], sum0);
            sum1 = T.MultiplyAdd(T.Create(x[1]), m[stride], sum1);
            sum2 = T.MultiplyAdd(T.Create(x[2]), m[2 * stride], sum2);
            sum3 = T.MultiplyAdd(T.Create(x[3]), m[3 * stride], sum3);
        }

        for (; column < vector.Length; column++)
            sum0 = T.MultiplyAdd(T.Create(vector[column]), matrix[column * stride], sum0);
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
