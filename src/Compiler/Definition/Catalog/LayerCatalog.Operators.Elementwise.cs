namespace ModelCompiler.Compiler.Definition;

/// <summary>Operators of ONNX that compute each element by itself.</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> UnaryOperators() =>
    [
        Operator("Abs", 1, 1, "|x|."),
        Operator("Neg", 1, 1, "−x."),
        Operator("Sign", 1, 1, "−1, 0 or 1 as x is negative, 0 or positive."),
        Operator("Exp", 1, 1, "eˣ."),
        Operator("Log", 1, 1, "The natural logarithm."),
        Operator("Sqrt", 1, 1, "√x."),
        Operator("Reciprocal", 1, 1, "1/x."),
        Operator("Floor", 1, 1, "⌊x⌋."),
        Operator("Ceil", 1, 1, "⌈x⌉."),
        Operator("Round", 1, 1, "The nearest integer, of two the even one."),
        Operator("Sin", 1, 1, "sin x."),
        Operator("Cos", 1, 1, "cos x."),
        Operator("Tan", 1, 1, "tan x."),
        Operator("Asin", 1, 1, "arcsin x."),
        Operator("Acos", 1, 1, "arccos x."),
        Operator("Atan", 1, 1, "arctan x."),
        Operator("Sinh", 1, 1, "sinh x."),
        Operator("Cosh", 1, 1, "cosh x."),
        Operator("Asinh", 1, 1, "arsinh x."),
        Operator("Acosh", 1, 1, "arcosh x."),
        Operator("Atanh", 1, 1, "artanh x."),
        Operator("Erf", 1, 1, "The error function 2/√π·∫₀ˣ exp(−t²) dt."),
        Operator("IsNaN", 1, 1, "Whether x is NaN."),
        Operator("IsInf", 1, 1, "Whether x is infinite.",
            Flag("detect_negative", "Whether −∞ counts.", true), Flag("detect_positive", "Whether ∞ counts.", true)),
        Operator("Not", 1, 1, "Whether x is false."),
        Operator("BitwiseNot", 1, 1, "All bits of an integer inverted."),
    ];

    private static IEnumerable<LayerSchema> ActivationOperators() =>
    [
        Operator("Relu", 1, 1, "max(0, x)."),
        Operator("LeakyRelu", 1, 1, "x where x ≥ 0, else α·x.", AlphaOf("0.01")),
        Operator("PRelu", 2, 2, "x where x ≥ 0, else slope·x. Reads x and slope, which is broadcast to x."),
        Operator("Elu", 1, 1, "x where x ≥ 0, else α·(eˣ − 1).", AlphaOf("1")),
        Operator("Selu", 1, 1, "γ·x where x > 0, else γ·α·(eˣ − 1).",
            AlphaOf("1.6732632"), Real("gamma", "γ of the formula.", "1.050701")),
        Operator("Celu", 1, 1, "max(0, x) + min(0, α·(exp(x/α) − 1)).", AlphaOf("1")),
        Operator("ThresholdedRelu", 1, 1, "x where x > α, else 0.", AlphaOf("1")),
        Operator("Sigmoid", 1, 1, "1/(1 + e⁻ˣ)."),
        Operator("Tanh", 1, 1, "tanh x."),
        Operator("HardSigmoid", 1, 1, "max(0, min(1, α·x + β)).", AlphaOf("0.2"), Real("beta", "β of the formula.", "0.5")),
        Operator("HardSwish", 1, 1, "x·max(0, min(1, x/6 + ½))."),
        Operator("Swish", 1, 1, "x/(1 + exp(−α·x)).", AlphaOf("1")),
        Operator("Mish", 1, 1, "x·tanh(log(1 + eˣ))."),
        Operator("Softplus", 1, 1, "log(1 + eˣ)."),
        Operator("Softsign", 1, 1, "x/(1 + |x|)."),
        Operator("Gelu", 1, 1, "x·Φ(x), Φ being the distribution function of the normal distribution.",
            Choice("approximate", "None: ½x·(1 + erf(x/√2)). Tanh: ½x·(1 + tanh(√(2/π)·(x + 0.044715·x³))).", "None", "Tanh")),
        Operator("Shrink", 1, 1, "x + bias where x < −lambd, x − bias where x > lambd, else 0.",
            Real("lambd", "How far from 0 the function begins.", "0.5"), Real("bias", "How far values are moved towards 0.", "0")),
        Operator("Clip", 1, 3, "min(max(x, minimum), maximum). Reads x, minimum and maximum; the bounds are single numbers and may be absent."),
    ];

    private static IEnumerable<LayerSchema> BinaryOperators() =>
    [
        Operator("Add", 2, 2, "a + b."),
        Operator("Sub", 2, 2, "a − b."),
        Operator("Mul", 2, 2, "a·b."),
        Operator("Div", 2, 2, "a/b; integers are divided towards zero."),
        Operator("Mod", 2, 2, "The remainder of a/b.",
            Flag("fmod", "Whether it has the sign of a, as in C, and not that of b, as in Python.", false)),
        Operator("Pow", 2, 2, "a to the power of b, in the type of a."),
        Operator("Min", 1, Any, "The least of all operands."),
        Operator("Max", 1, Any, "The greatest of all operands."),
        Operator("Sum", 1, Any, "The sum of all operands."),
        Operator("Mean", 1, Any, "The mean of all operands."),
        Operator("BitShift", 2, 2, "The bits of a moved by b places.",
            Choice("direction", "Where to: Left multiplies by powers of two.", "Left", "Right")),
        Operator("BitwiseAnd", 2, 2, "The bits that a and b have in common."),
        Operator("BitwiseOr", 2, 2, "The bits of a and those of b."),
        Operator("BitwiseXor", 2, 2, "The bits in which a and b differ."),
        Operator("Equal", 2, 2, "Whether a = b."),
        Operator("Less", 2, 2, "Whether a < b."),
        Operator("LessOrEqual", 2, 2, "Whether a ≤ b."),
        Operator("Greater", 2, 2, "Whether a > b."),
        Operator("GreaterOrEqual", 2, 2, "Whether a ≥ b."),
        Operator("And", 2, 2, "Whether both are true."),
        Operator("Or", 2, 2, "Whether one or both are true."),
        Operator("Xor", 2, 2, "Whether exactly one is true."),
        Operator("Where", 3, 3, "The second operand where the first is true, else the third."),
    ];

    private static PropertySchema AlphaOf(string defaultValue) => Real("alpha", "α of the formula.", defaultValue);
}
