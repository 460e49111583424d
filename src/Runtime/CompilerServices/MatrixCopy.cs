using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>Brings matrices into the order in which the kernel of a product reads them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MatrixCopy
{
    private const int Lanes = 4;

    /// <summary>
    /// <c>arena[destination + i·columns + j] = scale·arena[source + i·rowStep + j·columnStep]</c> for all <paramref name="rows"/> i and
    /// <paramref name="columns"/> j.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The matrix or its copy goes beyond the arena.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Pack(
        FloatBuffer arena, int source, int rowStep, int columnStep, int rows, int columns, float scale, int destination)
    {
        ArgumentNullException.ThrowIfNull(arena);
        var length = ((rows - 1) * rowStep) + ((columns - 1) * columnStep) + 1;
        ReadOnlySpan<float> from = arena.Span.Slice(source, length);
        var to = arena.Span.Slice(destination, rows * columns);
        if (columnStep == 1)
            CopyRows(from, rowStep, rows, columns, scale, to);
        else if (rowStep == 1)
            Transpose(from, columnStep, rows, columns, scale, to);
        else
            CopyElements(from, rowStep, columnStep, rows, columns, 0, scale, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyRows(ReadOnlySpan<float> from, int rowStep, int rows, int columns, float scale, Span<float> to)
    {
        for (var i = 0; i < rows; i++)
        {
            var row = from.Slice(i * rowStep, columns);
            var result = to.Slice(i * columns, columns);
            var j = 0;
            for (; j <= row.Length - Lanes; j += Lanes)
                (Vector128.Create(row.Slice(j, Lanes)) * scale).CopyTo(result.Slice(j, Lanes));
            for (; j < row.Length; j++)
                result[j] = row[j] * scale;
        }
    }

    // Four columns of the source at a time, each of which lies side by side, are a vector of every row of the result.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Transpose(ReadOnlySpan<float> from, int columnStep, int rows, int columns, float scale, Span<float> to)
    {
        var j = 0;
        for (; j <= columns - Lanes; j += Lanes)
        {
            var a = from.Slice(j * columnStep, rows);
            var b = from.Slice((j + 1) * columnStep, rows);
            var c = from.Slice((j + 2) * columnStep, rows);
            var d = from.Slice((j + 3) * columnStep, rows);
            for (var i = 0; i < a.Length; i++)
                (Vector128.Create(a[i], b[i], c[i], d[i]) * scale).CopyTo(to.Slice((i * columns) + j, Lanes));
        }

        CopyElements(from, 1, columnStep, rows, columns, j, scale, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyElements(
        ReadOnlySpan<float> from, int rowStep, int columnStep, int rows, int columns, int firstColumn, float scale, Span<float> to)
    {
        for (var i = 0; i < rows; i++)
            for (var j = firstColumn; j < columns; j++)
                to[(i * columns) + j] = from[(i * rowStep) + (j * columnStep)] * scale;
    }
}
