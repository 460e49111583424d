using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Testing.Reference;

/// <summary>Pooling, window by window.</summary>
internal static class ReferencePooling
{
    public static double[] Max(MaxPool pool, Tensor x, TensorShape result) => Tensor.Generate(result, index =>
    {
        var rows = Positions(x, 2, (index[2] * pool.Strides[0]) - pool.Pads[0], pool.Kernel[0], pool.Dilations[0]);
        var columns = Positions(x, 3, (index[3] * pool.Strides[1]) - pool.Pads[1], pool.Kernel[1], pool.Dilations[1]);
        return Window(x, index, rows, columns).Max();
    });

    public static double[] Average(AveragePool pool, Tensor x, TensorShape result) => Tensor.Generate(result, index =>
    {
        var top = (index[2] * pool.Strides[0]) - pool.Pads[0];
        var left = (index[3] * pool.Strides[1]) - pool.Pads[1];
        var rows = Positions(x, 2, top, pool.Kernel[0], 1);
        var columns = Positions(x, 3, left, pool.Kernel[1], 1);
        var count = pool.CountIncludePad
            ? Padded(top, pool.Kernel[0], x.Shape[2] + pool.Pads[2]) * Padded(left, pool.Kernel[1], x.Shape[3] + pool.Pads[3])
            : rows.Count * columns.Count;
        return Window(x, index, rows, columns).Sum() / count;
    });

    public static double[] Global(Tensor x, Func<IEnumerable<double>, double> reduce)
    {
        var plane = x.Data.Length / (x.Shape[0] * x.Shape[1]);
        return [.. x.Data.Chunk(plane).Select(reduce)];
    }

    /// <summary>Elements of a window along one axis that lie in the padded input, which ends at <paramref name="end"/>.</summary>
    private static int Padded(int start, int kernel, int end) => Math.Min(start + kernel, end) - start;

    private static List<int> Positions(Tensor x, int axis, int start, int kernel, int dilation) =>
        [.. Enumerable.Range(0, kernel).Select(k => start + (k * dilation)).Where(p => p >= 0 && p < x.Shape[axis])];

    private static IEnumerable<double> Window(Tensor x, int[] index, List<int> rows, List<int> columns)
    {
        var (image, channel) = (index[0], index[1]);
        return rows.SelectMany(row => columns.Select(column => x[image, channel, row, column]));
    }
}
