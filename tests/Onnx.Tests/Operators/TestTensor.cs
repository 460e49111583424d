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

    /// <summary>Numbers between −1 and 1 without any pattern.</summary>
    public static TensorData Random(int seed, params int[] shape)
    {
        var random = new Random(seed);
        var count = shape.Aggregate(1, (product, size) => product * size);
        return Of(shape, [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)]);
    }

    public static double At(this TensorData tensor, params int[] index)
    {
        var offset = 0;
        for (var axis = 0; axis < index.Length; axis++)
            offset = (offset * tensor.Shape[axis]) + index[axis];
        return tensor.Floats[offset];
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
