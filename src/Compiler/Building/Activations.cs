using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building;

/// <summary>Reads the activation of a layer, with the parameters that it has.</summary>
internal static class Activations
{
    /// <summary>The names that users write, in the order of <see cref="ActivationKind"/>.</summary>
    private static readonly string[] Names =
        ["None", "ReLU", "ReLU6", "LeakyReLU", "ELU", "Sigmoid", "Tanh", "SiLU", "HardSwish", "HardSigmoid"];

    /// <summary>The property <c>activation</c> with alpha and beta.</summary>
    public static ActivationFunction Read(LayerReader reader) =>
        ReadParameters(reader, (ActivationKind)reader.Choice("activation", Names));

    /// <summary>The activation that a layer is, such as LeakyReLU.</summary>
    public static ActivationFunction ReadLayer(LayerReader reader) =>
        ReadParameters(reader, (ActivationKind)Array.IndexOf(Names, reader.Kind));

    private static ActivationFunction ReadParameters(LayerReader reader, ActivationKind kind)
    {
        var (alpha, beta) = Defaults(kind);
        return new ActivationFunction(kind, Parameter("alpha", alpha), Parameter("beta", beta));

        float Parameter(string property, float? fallback)
        {
            if (fallback is { } value)
                return (float)reader.Number(property, value);
            if (reader.Has(property))
                reader.Report(DiagnosticCatalog.UnusedActivationParameter, property, property, Names[(int)kind]);
            return 0;
        }
    }

    /// <summary>Defaults of alpha and beta as in ONNX; null for a parameter that the activation does not have.</summary>
    private static (float? Alpha, float? Beta) Defaults(ActivationKind kind) => kind switch
    {
        ActivationKind.LeakyRelu => (0.01f, null),
        ActivationKind.Elu => (1f, null),
        ActivationKind.HardSigmoid => (0.2f, 0.5f),
        _ => (null, null),
    };
}
