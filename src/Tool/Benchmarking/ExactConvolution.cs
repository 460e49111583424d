using ModelCompiler.Compiler.Algorithms;

namespace ModelCompiler.Tool.Benchmarking;

/// <summary>Some results of a convolution, by its definition in double.</summary>
internal sealed class ExactConvolution
{
    // A tenth of a second; a layer of more multiply-adds is checked at as many of its results as these suffice for.
    private const long MostMacs = 100_000_000;

    private readonly int[] _places;
    private readonly double[] _values;

    private ExactConvolution(int[] places, double[] values) => (_places, _values) = (places, values);

    /// <summary>How many results are known.</summary>
    public int Count => _places.Length;

    /// <param name="input">[N, C, H, W].</param>
    /// <param name="filters">[M, C/group, kernel height, kernel width].</param>
    public static ExactConvolution Of(ConvShape shape, float[] input, float[] filters, float[] bias)
    {
        var results = (long)shape.Batch * shape.Outputs * shape.OutputHeight * shape.OutputWidth;
        var count = (int)Math.Clamp(MostMacs / Math.Max(1, shape.Macs / results), 1, results);
        int[] places = [.. Enumerable.Range(0, count).Select(i => (int)(results * i / count))];
        return new(places, [.. places.Select(place => At(shape, input, filters, bias, place))]);
    }

    /// <summary>The largest error of what was computed, relative to the root mean square of the results.</summary>
    public double LargestError(float[] computed) =>
        _places.Zip(_values, (place, exact) => Math.Abs(computed[place] - exact)).Max() / Math.Sqrt(_values.Average(value => value * value));

    private static double At(ConvShape shape, float[] input, float[] filters, float[] bias, int place)
    {
        var (column, rest) = (place % shape.OutputWidth, place / shape.OutputWidth);
        var (row, plane) = (rest % shape.OutputHeight, rest / shape.OutputHeight);
        var (output, sample) = (plane % shape.Outputs, plane / shape.Outputs);
        var channels = shape.Inputs / shape.Group;
        var firstChannel = output / (shape.Outputs / shape.Group) * channels;
        var sum = (double)bias[output];
        for (var c = 0; c < channels; c++)
            for (var y = 0; y < shape.KernelHeight; y++)
                for (var x = 0; x < shape.KernelWidth; x++)
                {
                    var inputRow = (row * shape.StrideHeight) - shape.PadTop + (y * shape.DilationHeight);
                    var inputColumn = (column * shape.StrideWidth) - shape.PadLeft + (x * shape.DilationWidth);
                    if (inputRow < 0 || inputColumn < 0 || inputRow >= shape.InputHeight || inputColumn >= shape.InputWidth)
                        continue;
                    var from = ((((((long)sample * shape.Inputs) + firstChannel + c) * shape.InputHeight) + inputRow) * shape.InputWidth) + inputColumn;
                    sum += (double)input[from] * filters[(((((output * channels) + c) * shape.KernelHeight) + y) * shape.KernelWidth) + x];
                }

        return sum;
    }
}
