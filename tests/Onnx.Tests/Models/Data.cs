using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Tests.Models;

/// <summary>Tensors for tests of operators.</summary>
internal static class Data
{
    public static TensorData Floats(int[] shape, params float[] values) => TensorData.Of(TensorShape.Of(shape), values);

    public static TensorData Vector(params float[] values) => Floats([values.Length], values);

    public static TensorData Scalar(float value) => Floats([], value);

    public static TensorData Integers(ElementType element, int[] shape, params long[] values) =>
        TensorData.Of(new TensorType(element, TensorShape.Of(shape)), values);

    public static TensorData Longs(params long[] values) => Integers(ElementType.Int64, [values.Length], values);

    public static TensorData Long(long value) => Integers(ElementType.Int64, [], value);

    public static TensorData Truths(params bool[] values) =>
        Integers(ElementType.Bool, [values.Length], [.. values.Select(value => value ? 1L : 0)]);

    /// <summary>0, 1, 2 …</summary>
    public static TensorData Count(params int[] shape) =>
        Floats(shape, [.. Enumerable.Range(0, (int)TensorShape.Of(shape).ElementCount).Select(i => (float)i)]);

    /// <summary>Numbers between −2 and 2 without any order.</summary>
    public static TensorData Mixed(params int[] shape) =>
        Floats(shape, [.. Enumerable.Range(0, (int)TensorShape.Of(shape).ElementCount).Select(i => (float)(((i * 37) + 11) % 101 / 25.25) - 2)]);

    /// <summary>All index tuples of a shape, in row-major order.</summary>
    public static IEnumerable<int[]> Indices(TensorShape shape)
    {
        for (var i = 0L; i < shape.ElementCount; i++)
        {
            var (indices, rest) = (new int[shape.Rank], i);
            for (var axis = shape.Rank - 1; axis >= 0; axis--)
                (indices[axis], rest) = ((int)(rest % shape[axis]), rest / shape[axis]);
            yield return indices;
        }
    }

    /// <summary>The element at indices, which are aligned at the last axis and broadcast.</summary>
    public static double At(this TensorData data, params int[] indices)
    {
        var offset = 0;
        var missing = indices.Length - data.Shape.Rank;
        for (var axis = 0; axis < data.Shape.Rank; axis++)
            offset = (offset * data.Shape[axis]) + (data.Shape[axis] == 1 ? 0 : indices[missing + axis]);
        return data.Type.Element == ElementType.Float32 ? data.Floats[offset] : data.Integers[offset];
    }

    /// <summary>The tensor has this shape, and each element is about what the function gives for its indices.</summary>
    public static void Match(int[] shape, Func<int[], double> expected, TensorData actual)
    {
        Assert.Equal(TensorShape.Of(shape), actual.Shape);
        foreach (var indices in Indices(actual.Shape))
        {
            var (reference, found) = (expected(indices), actual.At(indices));
            var isClose = found.Equals(reference) || Math.Abs(found - reference) <= 2e-6 * Math.Max(1, Math.Abs(reference));
            Assert.True(isClose, $"[{string.Join(", ", indices)}]: {found}, not {reference}");
        }
    }
}
