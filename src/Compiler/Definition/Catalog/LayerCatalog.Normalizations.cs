namespace ModelCompiler.Compiler.Definition;

/// <summary>Operators that relate elements to others of their group.</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> NormalizationOperators() =>
    [
        Operator("BatchNormalization", 5, 5, "(x − mean)/√(variance + ε)·scale + bias, all per channel: x, scale, bias, mean, variance.",
            Epsilon()),
        Operator("InstanceNormalization", 3, 3,
            "Normalises each channel of each sample over its positions, then scales and shifts it: x, scale, bias.", Epsilon()),
        Operator("GroupNormalization", 3, 3,
            "Normalises groups of channels of each sample, then scales and shifts each channel: x, scale, bias.",
            Count("num_groups", "Number of groups.") with { IsRequired = true }, Epsilon()),
        Operator("LayerNormalization", 2, 3, "Normalises over all axes from one on, then scales and shifts: x, scale, bias.",
            LastAxis("The first axis to normalise over."), Epsilon(),
            Choice("output", "The normalised tensor, or what it was normalised by.", "Y", "Mean", "InvStdDev")),
        Operator("RMSNormalization", 2, 2, "Divides by the root of the mean square over all axes from one on, then scales: x, scale.",
            LastAxis("The first axis to normalise over."), Epsilon()),
        Operator("MeanVarianceNormalization", 1, 1, "(x − mean)/deviation over axes.",
            Wholes("axes", "The axes to normalise over; 0, 2 and 3 if not given.")),
        Operator("LpNormalization", 1, 1, "Divides by the p-norm along an axis.", LastAxis("The axis."), Exponent()),
        Operator("LRN", 1, 1, "Divides by (bias + alpha/size·Σ x²)^beta, the sum over the channels around.",
            Count("size", "Number of channels in the sum.") with { IsRequired = true },
            Real("alpha", "Factor of the mean square.", "0.0001"), Real("beta", "The exponent.", "0.75"),
            Real("bias", "Added to the sum.", "1")),
        Operator("Softmax", 1, 1, "exp(x)/Σ exp(x) along an axis.", LastAxis("The axis.")),
        Operator("LogSoftmax", 1, 1, "log(exp(x)/Σ exp(x)) along an axis.", LastAxis("The axis.")),
        Operator("Hardmax", 1, 1, "1 for the first greatest element along an axis, 0 for the others.", LastAxis("The axis.")),
    ];

    private static PropertySchema LastAxis(string summary) => Whole("axis", summary, "-1");

    private static PropertySchema Epsilon() => Real("epsilon", "Added to the variance or mean square.", "0.00001");
}
