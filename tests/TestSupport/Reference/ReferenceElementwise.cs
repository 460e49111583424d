using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Testing.Reference;

/// <summary>Joins with broadcasting, normalisations and softmax.</summary>
internal static class ReferenceElementwise
{
    public static double[] Join(
        Tensor a, Tensor b, TensorShape result, Func<double, double, double> join, ActivationFunction activation) =>
        Tensor.Generate(result, index => ReferenceActivation.Apply(activation, join(Broadcast(a, index), Broadcast(b, index))));

    public static double[] Normalize(BatchNormalization normalization, Tensor?[] operands)
    {
        var (x, gamma, beta) = (operands[0]!, operands[1]!, operands[2]!);
        var (mean, variance) = (operands[3]!, operands[4]!);
        return Tensor.Generate(x.Shape, index =>
        {
            var channel = index[1];
            var normal = (x[index] - mean[channel]) / Math.Sqrt(variance[channel] + normalization.Epsilon);
            return ReferenceActivation.Apply(normalization.Activation, (gamma[channel] * normal) + beta[channel]);
        });
    }

    public static double[] LocalResponse(Lrn lrn, Tensor x) =>
        [.. x.Data.Zip(LocalResponseBase(lrn, x, value => value * value), (value, s) => value * Math.Pow(s, -lrn.Beta))];

    /// <summary>bias + alpha/size·Σ over the window of each element, of a function of the elements.</summary>
    public static double[] LocalResponseBase(Lrn lrn, Tensor x, Func<double, double> square) => Tensor.Generate(x.Shape, index =>
    {
        var (position, sum) = ((int[])index.Clone(), 0.0);
        for (var offset = -((lrn.Size - 1) / 2); offset <= lrn.Size / 2; offset++)
        {
            position[1] = index[1] + offset;
            if (position[1] >= 0 && position[1] < x.Shape[1])
                sum += square(x[position]);
        }
        return lrn.Bias + (lrn.Alpha / lrn.Size * sum);
    });

    public static double[] Softmax(Softmax softmax, Tensor x) => Tensor.Generate(x.Shape, index =>
    {
        var largest = Along(index).Max();
        return Math.Exp(x[index] - largest) / Along(index).Sum(element => Math.Exp(element - largest));

        IEnumerable<double> Along(int[] position)
        {
            var other = (int[])position.Clone();
            for (var i = 0; i < x.Shape[softmax.Axis]; i++)
            {
                other[softmax.Axis] = i;
                yield return x[other];
            }
        }
    });

    /// <summary>The element that NumPy's broadcasting puts at an index of the result.</summary>
    private static double Broadcast(Tensor x, int[] index)
    {
        var skipped = index.Length - x.Shape.Rank;
        var own = new int[x.Shape.Rank];
        for (var axis = 0; axis < own.Length; axis++)
            own[axis] = x.Shape[axis] == 1 ? 0 : index[axis + skipped];
        return x[own];
    }
}
