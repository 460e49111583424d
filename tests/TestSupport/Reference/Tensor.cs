using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Testing.Reference;

/// <summary>A shape with its elements in row-major order.</summary>
internal sealed record Tensor(TensorShape Shape, double[] Data)
{
    public double this[params ReadOnlySpan<int> index] => Data[Offset(Shape, index)];

    /// <summary>The same as the general form; convolutions spend nearly all time of a test here.</summary>
    public double this[int image, int channel, int row, int column] =>
        Data[(((((image * Shape[1]) + channel) * Shape[2]) + row) * Shape[3]) + column];

    /// <summary>Position of an element in row-major order.</summary>
    public static int Offset(TensorShape shape, ReadOnlySpan<int> index)
    {
        var offset = 0;
        for (var axis = 0; axis < index.Length; axis++)
            offset = (offset * shape[axis]) + index[axis];
        return offset;
    }

    /// <summary>The elements of a shape in row-major order, each computed from its index.</summary>
    public static double[] Generate(TensorShape shape, Func<int[], double> element)
    {
        var data = new double[shape.ElementCount];
        var index = new int[shape.Rank];
        for (var i = 0; i < data.Length; i++)
        {
            var rest = i;
            for (var axis = shape.Rank - 1; axis >= 0; axis--)
                (rest, index[axis]) = Math.DivRem(rest, shape[axis]);
            data[i] = element(index);
        }
        return data;
    }
}
