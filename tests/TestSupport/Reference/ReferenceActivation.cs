using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Testing.Reference;

/// <summary>Activations by their ONNX formulas.</summary>
internal static class ReferenceActivation
{
    public static double[] Apply(ActivationFunction function, double[] data) =>
        function.IsNone ? data : [.. data.Select(x => Apply(function, x))];

    public static double Apply(ActivationFunction function, double x) => function.Kind switch
    {
        ActivationKind.None => x,
        ActivationKind.Relu => Math.Max(0, x),
        ActivationKind.Relu6 => Math.Clamp(x, 0, 6),
        ActivationKind.LeakyRelu => x < 0 ? function.Alpha * x : x,
        ActivationKind.Elu => x < 0 ? function.Alpha * (Math.Exp(x) - 1) : x,
        ActivationKind.Sigmoid => Sigmoid(x),
        ActivationKind.Tanh => Math.Tanh(x),
        ActivationKind.Silu => x * Sigmoid(x),
        ActivationKind.HardSwish => x * Math.Clamp((x / 6) + 0.5, 0, 1),
        ActivationKind.Quantize => Math.Clamp(Math.Round(x / function.Alpha), function.Beta, function.Beta + 255) * function.Alpha,
        ActivationKind.QuantizeSteps => Math.Clamp(Math.Round(x), function.Beta, function.Beta + 255) * function.Alpha,
        ActivationKind.HardSigmoid => Math.Clamp((function.Alpha * x) + function.Beta, 0, 1),
        _ => throw new InvalidOperationException($"The reference interpreter does not know {function.Kind}."),
    };

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
