namespace ModelCompiler.Compiler.Definition;

/// <summary>Operators that carry a state from step to step.</summary>
internal static partial class LayerCatalog
{
    private const string RecurrentResult =
        "; the result has Y, Y_h and Y_c behind each other: [time·directions + directions…, batch, hidden].";

    private static IEnumerable<LayerSchema> RecurrentOperators() =>
    [
        Operator("RNN", 3, 6, "f(W·x + R·h + b) step by step: x, W, R, biases, lengths, h" + RecurrentResult, [.. Recurrent()]),
        Operator("GRU", 3, 6, "Gated recurrent units: x, W, R, biases, lengths, h" + RecurrentResult,
            [
                .. Recurrent(),
                Flag("linear_before_reset", "Whether the state is multiplied before the reset gate is applied.", false),
            ]),
        Operator("LSTM", 3, 8, "Long short-term memory: x, W, R, biases, lengths, h, c, peepholes" + RecurrentResult,
            [.. Recurrent(), Flag("input_forget", "Whether the forget gate is one minus the input gate.", false)]),
    ];

    private static IEnumerable<PropertySchema> Recurrent() =>
    [
        Choice("direction", "In which order steps are taken.", "Forward", "Reverse", "Bidirectional"),
        new("activations", PropertyType.Text, "ONNX's names of the activations f, g and h of each direction, with blanks between.")
        {
            IsRequired = true,
        },
        Reals("activation_alpha", "α of each activation; 0 where it has none.") with { IsRequired = true },
        Reals("activation_beta", "β of each activation; 0 where it has none.") with { IsRequired = true },
        Real("clip", "What goes into an activation is clipped to ±clip; 0 for not at all.", "0"),
    ];
}
