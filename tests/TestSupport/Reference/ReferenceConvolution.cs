using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Testing.Reference;

/// <summary>Conv and Gemm by their sums.</summary>
internal static class ReferenceConvolution
{
    public static double[] Conv(Conv conv, Tensor?[] operands, TensorShape result)
    {
        var (x, w) = (operands[0]!, operands[1]!);
        return Tensor.Generate(result, index => Finish(conv.Activation, Sum(index), index[1], index, operands));

        double Sum(int[] index)
        {
            var firstChannel = index[1] / (w.Shape[0] / conv.Group) * w.Shape[1];
            var rows = Taps(conv, x, w, 0, index[2]);
            var columns = Taps(conv, x, w, 1, index[3]);
            var sum = 0.0;
            for (var channel = 0; channel < w.Shape[1]; channel++)
                foreach (var (row, kernelRow) in rows)
                {
                    // Whole networks are computed this way, 15 billion products of them: a row is found once, not for every tap.
                    var input = Tensor.Offset(x.Shape, [index[0], firstChannel + channel, row, 0]);
                    var filter = Tensor.Offset(w.Shape, [index[1], channel, kernelRow, 0]);
                    foreach (var (column, kernelColumn) in columns)
                        sum += x.Data[input + column] * w.Data[filter + kernelColumn];
                }

            return sum;
        }
    }

    /// <summary>Every input adds its multiples of the filters where their windows lie in the result.</summary>
    public static double[] Transposed(ConvTranspose conv, Tensor?[] operands, TensorShape result)
    {
        var (x, w) = (operands[0]!, operands[1]!);
        var sums = new double[result.ElementCount];
        for (var n = 0; n < x.Shape[0]; n++)
            for (var c = 0; c < x.Shape[1]; c++)
                for (var row = 0; row < x.Shape[2]; row++)
                    for (var column = 0; column < x.Shape[3]; column++)
                        Scatter(n, c, row, column);
        var scattered = new Tensor(result, sums);
        return Tensor.Generate(result, index => Finish(conv.Activation, scattered[index], index[1], index, operands));

        void Scatter(int n, int c, int row, int column)
        {
            for (var m = 0; m < w.Shape[1]; m++)
                for (var kernelRow = 0; kernelRow < w.Shape[2]; kernelRow++)
                    for (var kernelColumn = 0; kernelColumn < w.Shape[3]; kernelColumn++)
                    {
                        var y = (row * conv.Strides[0]) + kernelRow - conv.Pads[0];
                        var z = (column * conv.Strides[1]) + kernelColumn - conv.Pads[1];
                        if (y >= 0 && y < result[2] && z >= 0 && z < result[3])
                            sums[(((((n * result[1]) + m) * result[2]) + y) * result[3]) + z] +=
                                x[n, c, row, column] * w[c, m, kernelRow, kernelColumn];
                    }
        }
    }

    public static double[] Gemm(Gemm gemm, Tensor?[] operands, TensorShape result)
    {
        var (x, w) = (operands[0]!, operands[1]!);
        return Tensor.Generate(result, index => Finish(gemm.Activation, Sum(index[0], index[1]), index[1], index, operands));

        double Sum(int row, int unit)
        {
            var sum = 0.0;
            ReadOnlySpan<double> input = x.Data.AsSpan(row * x.Shape[1], x.Shape[1]);
            ReadOnlySpan<double> filter = w.Data.AsSpan(unit * x.Shape[1], x.Shape[1]);
            for (var i = 0; i < input.Length; i++)
                sum += input[i] * filter[i];
            return sum;
        }
    }

    /// <summary>Positions inside the input that the kernel's elements fall on, along one axis.</summary>
    private static (int Position, int KernelPosition)[] Taps(Conv conv, Tensor x, Tensor w, int axis, int output)
    {
        var start = (output * conv.Strides[axis]) - conv.Pads[axis];
        return
        [
            .. Enumerable.Range(0, w.Shape[axis + 2])
                .Select(kernel => (Position: start + (kernel * conv.Dilations[axis]), kernel))
                .Where(tap => tap.Position >= 0 && tap.Position < x.Shape[axis + 2]),
        ];
    }

    private static double Finish(ActivationFunction activation, double sum, int filter, int[] index, Tensor?[] operands)
    {
        var bias = operands.ElementAtOrDefault(2) is { } b ? b[filter] : 0;
        var residual = operands.ElementAtOrDefault(3) is { } r ? r[index] : 0;
        return ReferenceActivation.Apply(activation, sum + bias + residual);
    }
}
