using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Tests.Operators;

/// <summary>Tensors of tests, and what they are compared with.</summary>
internal static class TestTensor
{
    public static TensorData Of(int[] shape, params float[] values) => TensorData.Of(TensorShape.Of(shape), values);

    public static TensorData Vector(params float[] values) => Of([values.Length], values);

    public static TensorData Scalar(float value) => Of([], value);

    public static TensorData Integers(ElementType element, int[] shape, params long[] values) =>
        TensorData.Of(new TensorType(element, TensorShape.Of(shape)), values);

    public static TensorData Longs(params long[] values) => Integers(ElementType.Int64, [values.Length], values);

    public static TensorData Long(long value) => Integers(ElementType.Int64, [], value);

    public static TensorData Truths(params bool[] values) =>
        Integers(ElementType.Bool, [values.Length], [.. values.Select(value => value ? 1L : 0)]);

    /// <summary>0, 1, 2 …</summary>
    public static TensorData Count(params int[] shape) =>
        Of(shape, [.. Enumerable.Range(0, (int)TensorShape.Of(shape).ElementCount).Select(i => (float)i)]);

    /// <summary>Numbers between −1 and 1 without any pattern.</summary>
    public static TensorData Random(int seed, params int[] shape)
    {
        var random = new Random(seed);
        var count = shape.Aggregate(1, (product, size) => product * size);
        return Of(shape, [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)]);
    }

    /// <summary>The element at an index, which is aligned at the last axis and broadcast where it is longer than the shape.</summary>
    public static double At(this TensorData tensor, params int[] index)
    {
        var offset = 0;
        var missing = index.Length - tensor.Shape.Rank;
        for (var axis = 0; axis < tensor.Shape.Rank; axis++)
            offset = (offset * tensor.Shape[axis]) + (tensor.Shape[axis] == 1 ? 0 : index[missing + axis]);
        return tensor.Type.Element == ElementType.Float32 ? tensor.Floats[offset] : tensor.Integers[offset];
    }

    /// <summary>All indices of a shape, in row-major order.</summary>
    public static IEnumerable<int[]> Indices(params IReadOnlyList<int> shape)
    {
        if (shape.Count == 0)
            return [[]];
        return Enumerable.Range(0, shape[0]).SelectMany(first => Indices([.. shape.Skip(1)]).Select(rest => (int[])[first, .. rest]));
    }

    /// <summary>The tensor has this shape and, up to roundings, these elements.</summary>
    public static void IsClose(int[] shape, Func<int[], double> expected, TensorData actual)
    {
        Assert.Equal(TensorShape.Of(shape), actual.Shape);
        foreach (var index in Indices(shape))
        {
            var (wanted, found) = (expected(index), actual.At(index));
            if (double.IsNaN(wanted) || double.IsInfinity(wanted))
                Assert.Equal(wanted, found);
            else
                Assert.InRange(found, wanted - (1e-5 * (1 + Math.Abs(wanted))), wanted + (1e-5 * (1 + Math.Abs(wanted))));
        }
    }

    public static void IsClose(int[] shape, double[] expected, TensorData actual)
    {
        var position = 0;
        IsClose(shape, _ => expected[position++], actual);
    }
}
