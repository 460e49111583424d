using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Testing.Reference.Bounds;

/// <summary>Joins, normalisation and softmax.</summary>
internal static class ElementwiseBound
{
    public static double[] Add(Add add, BoundedTensor a, BoundedTensor b, BoundedTensor result)
    {
        var carried = Join(a.Errors, b.Errors, result, (x, y) => x + y);
        var magnitude = Join(a.Magnitude, b.Magnitude, result, (x, y) => x + y);
        return ActivationBound.Apply(add.Activation, Rounding.Accumulate(carried, magnitude, 1), magnitude, result.Data);
    }

    /// <summary>(|a| + E_a)·(|b| + E_b) − |a|·|b|, and one rounding.</summary>
    public static double[] Multiply(Mul mul, BoundedTensor a, BoundedTensor b, BoundedTensor result)
    {
        var magnitude = Join(a.Magnitude, b.Magnitude, result, (x, y) => x * y);
        var exact = Join(a.Absolute, b.Absolute, result, (x, y) => x * y);
        double[] carried = [.. magnitude.Zip(exact, (large, small) => large - small)];
        return ActivationBound.Apply(mul.Activation, Rounding.Accumulate(carried, magnitude, 1), magnitude, result.Data);
    }

    /// <summary>x·scale + shift with both rounded to float: four operations on |scale|·|x̂| + |scale|·|μ| + |β|.</summary>
    public static double[] Normalize(BatchNormalization normalization, BoundedTensor?[] operands, BoundedTensor result)
    {
        var linear = normalization with { Activation = ActivationFunction.None };
        var (x, gamma, beta) = (operands[0]!, operands[1]!.Absolute, operands[2]!.Absolute);
        var (mean, variance) = (operands[3]!.Absolute, new Tensor(operands[4]!.Shape, operands[4]!.Data));
        var zero = new Tensor(beta.Shape, new double[beta.Data.Length]);
        var opposite = new Tensor(mean.Shape, [.. mean.Data.Select(m => -m)]);
        var carried = ReferenceElementwise.Normalize(linear, [x.Errors, gamma, zero, zero, variance]);
        var magnitude = ReferenceElementwise.Normalize(linear, [x.Magnitude, gamma, beta, opposite, variance]);
        return ActivationBound.Apply(
            normalization.Activation, Rounding.Accumulate(carried, magnitude, 4), magnitude, result.Data);
    }

    /// <summary>
    /// x̂·ŝ^−β, where ŝ lies within its bound e around the base s: s^−β is monotone, so its values at s ± e bound it. s itself carries
    /// the errors of the squares and one rounding per term, for the factor, its division and the sum; the power and the product
    /// with it add six at most.
    /// </summary>
    public static double[] LocalResponse(Lrn lrn, BoundedTensor x)
    {
        var exact = ReferenceElementwise.LocalResponseBase(lrn, new Tensor(x.Shape, x.Data), value => value * value);
        var absolute = lrn with { Alpha = Math.Abs(lrn.Alpha), Bias = Math.Abs(lrn.Bias) };
        var largest = ReferenceElementwise.LocalResponseBase(absolute, x.Magnitude, value => value * value);
        var unperturbed = ReferenceElementwise.LocalResponseBase(absolute, x.Absolute, value => value * value);
        var terms = Math.Min(lrn.Size, x.Shape[1]) + 5;
        return [.. x.Data.Select((value, i) =>
        {
            var error = largest[i] - unperturbed[i] + (Rounding.Gamma(terms) * largest[i]) + Rounding.Underflow;
            var power = Math.Pow(exact[i], -lrn.Beta);
            var (low, high) = (Math.Pow(exact[i] - error, -lrn.Beta), Math.Pow(exact[i] + error, -lrn.Beta));
            var magnitude = (Math.Abs(value) + x.Error[i]) * Math.Max(low, high);
            return (x.Error[i] * Math.Max(low, high)) + (Math.Abs(value) * Math.Max(Math.Abs(low - power), Math.Abs(high - power)))
                + (Rounding.Gamma(6) * magnitude) + Rounding.Underflow;
        })];
    }

    /// <summary>
    /// An error E of the arguments multiplies a quotient by at most e^(2E). Its own evaluation: x − max rounds, which e^x turns
    /// into a factor of the range times u; 1.5 units for e^x above and below; n additions; the division.
    /// </summary>
    public static double[] Softmax(Softmax softmax, BoundedTensor x, BoundedTensor result)
    {
        var (data, errors) = (new Tensor(x.Shape, x.Data), x.Errors);
        var p = new Tensor(result.Shape, result.Data);
        return Tensor.Generate(result.Shape, index =>
        {
            var error = Along(errors, softmax.Axis, index).Max();
            var range = Along(data, softmax.Axis, index).Max() - Along(data, softmax.Axis, index).Min() + (2 * error);
            var relative = (2 * range * Rounding.Unit) + Rounding.Gamma(x.Shape[softmax.Axis] + 10);
            return (p[index] * (Math.Exp(2 * error) * (1 + relative) - 1)) + Rounding.Underflow;
        });
    }

    private static IEnumerable<double> Along(Tensor x, int axis, int[] index)
    {
        var position = (int[])index.Clone();
        for (var i = 0; i < x.Shape[axis]; i++)
        {
            position[axis] = i;
            yield return x[position];
        }
    }

    private static double[] Join(Tensor a, Tensor b, BoundedTensor result, Func<double, double, double> join) =>
        ReferenceElementwise.Join(a, b, result.Shape, join, ActivationFunction.None);
}
