using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Testing.Reference.Bounds;

/// <summary>An error in front of an activation grows by its steepest slope; its own evaluation adds a few units in the last place.</summary>
internal static class ActivationBound
{
    // Runtime documents at most 3.5 units in the last place for the smooth ones; one such unit is at most 2u of the result.
    private const double SmoothUnits = 4 * 2 * Rounding.Unit;

    /// <param name="error">Bound of the error of the activation's argument.</param>
    /// <param name="magnitude">Bound of the argument's absolute value.</param>
    /// <param name="result">The exact activated value.</param>
    public static double[] Apply(ActivationFunction function, double[] error, double[] magnitude, double[] result) =>
        function.IsNone ? error : [.. error.Select((e, i) => Apply(function, e, magnitude[i], Math.Abs(result[i])) + Rounding.Underflow)];

    private static double Apply(ActivationFunction function, double error, double magnitude, double result)
    {
        var carried = Slope(function) * error;
        return carried + Evaluation(function, magnitude, result + carried);
    }

    /// <summary>The Lipschitz constant; SiLU's and HardSwish's are 1.0998 (at 2.4) and 1.5 (at 3).</summary>
    private static double Slope(ActivationFunction function) => function.Kind switch
    {
        ActivationKind.LeakyRelu or ActivationKind.Elu => Math.Max(1, Math.Abs(function.Alpha)),
        ActivationKind.Sigmoid => 0.25,
        ActivationKind.Silu => 1.1,
        ActivationKind.HardSwish => 1.5,
        ActivationKind.HardSigmoid or ActivationKind.QuantizeSteps => Math.Abs(function.Alpha),
        _ => 1,
    };

    private static double Evaluation(ActivationFunction function, double magnitude, double result) => function.Kind switch
    {
        ActivationKind.Relu or ActivationKind.Relu6 => 0,
        // Whatever moves the argument at all may move it to the next step.
        ActivationKind.Quantize => function.Alpha + (Rounding.Gamma(2) * magnitude),
        ActivationKind.QuantizeSteps => function.Alpha + (Rounding.Unit * result),
        ActivationKind.LeakyRelu => Rounding.Unit * result,
        // x/6 + 1/2 lies in [0, 1] where it is not clamped, is off by at most 3u there, and the product rounds once more.
        ActivationKind.HardSwish => Rounding.Gamma(4) * magnitude,
        ActivationKind.HardSigmoid => Rounding.Gamma(2) * ((Math.Abs(function.Alpha) * magnitude) + Math.Abs(function.Beta)),
        _ => SmoothUnits * result,
    };
}
