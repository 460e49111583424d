using System.Globalization;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.IR;

/// <summary>An operator's attributes as text; those that have no effect are left out.</summary>
internal static class OpPrinter
{
    public static string Name(Op op) => op is Activate activate ? Activation(activate.Function) : op.Name;

    public static string Attributes(Op op) =>
        OwnAttributes(op) + (op is ActivatedOp { Activation: { IsNone: false } function } ? " then " + Activation(function) : "");

    private static string OwnAttributes(Op op) => op switch
    {
        Conv conv =>
            NotAll(" strides", conv.Strides, 1) + NotAll(" pads", conv.Pads, 0) + NotAll(" dilations", conv.Dilations, 1)
            + (conv.Group == 1 ? "" : FormattableString.Invariant($" group {conv.Group}"))
            + (conv.Algorithm == ConvAlgorithm.Auto ? "" : $" algorithm {conv.Algorithm}"),
        ConvTranspose conv =>
            NotAll(" strides", conv.Strides, 1) + NotAll(" pads", conv.Pads, 0) + NotAll(" output padding", conv.OutputPadding, 0),
        BatchNormalization normalization => FormattableString.Invariant($" epsilon {normalization.Epsilon:R}"),
        MaxPool pool =>
            $" kernel {pool.Kernel} strides {pool.Strides}" + NotAll(" pads", pool.Pads, 0)
            + NotAll(" dilations", pool.Dilations, 1) + If(pool.CeilMode, " ceil"),
        AveragePool pool =>
            $" kernel {pool.Kernel} strides {pool.Strides}" + NotAll(" pads", pool.Pads, 0)
            + If(pool.CeilMode, " ceil") + If(pool.CountIncludePad, " count pads"),
        Lrn lrn => FormattableString.Invariant($" size {lrn.Size} alpha {lrn.Alpha:R} beta {lrn.Beta:R} bias {lrn.Bias:R}"),
        Softmax softmax => FormattableString.Invariant($" axis {softmax.Axis}"),
        Concat concat => FormattableString.Invariant($" axis {concat.Axis}"),
        StackSamples stack => FormattableString.Invariant($" samples {stack.Samples}"),
        Pad pad => $" pads {pad.Pads}",
        Recurrent recurrent => $" {recurrent.Form}",
        _ => "",
    };

    private static string Activation(ActivationFunction activation) => activation.Kind switch
    {
        ActivationKind.LeakyRelu or ActivationKind.Elu => $"{activation.Kind}({Number(activation.Alpha)})",
        ActivationKind.HardSigmoid or ActivationKind.Quantize or ActivationKind.QuantizeSteps =>
            $"{activation.Kind}({Number(activation.Alpha)}, {Number(activation.Beta)})",
        _ => activation.Kind.ToString(),
    };

    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string NotAll(string label, IReadOnlyList<int> values, int usual) =>
        values.All(value => value == usual) ? "" : $"{label} [{string.Join(", ", values)}]";

    private static string If(bool condition, string text) => condition ? text : "";
}
