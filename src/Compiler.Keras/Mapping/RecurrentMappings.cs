using ModelCompiler.Compiler.Keras.Import;
using ModelCompiler.Compiler.Keras.Weights;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>What a recurrent layer computes.</summary>
/// <param name="Sequence">Its outputs [time, batch, units], in the order of time; only as far as steps are read.</param>
/// <param name="States">The last output and, for an LSTM, the last cell state: [batch, units] each.</param>
internal sealed record RecurrentResult(Wire Sequence, IReadOnlyList<KerasTensor> States);

/// <summary>SimpleRNN, LSTM and GRU.</summary>
internal static class RecurrentMappings
{
    private const string Limits = "A number of steps that is known; stateful in all layers or in none; no mask.";

    public static IEnumerable<LayerMapping> Mappings =>
    [
        new("SimpleRNN", Limits, layer => Map(layer, Cell.Simple)),
        new("LSTM", Limits, layer => Map(layer, Cell.Lstm)),
        new("GRU", Limits, layer => Map(layer, Cell.Gru)),
    ];

    /// <summary>The result of a recurrent layer as it stands in the file; null if it is another layer.</summary>
    /// <param name="isReversed">Whether a wrapper turns its direction around.</param>
    /// <param name="isBackward">Whether it goes from the last step to the first.</param>
    public static RecurrentResult? Run(LayerCall layer, bool isReversed, out bool isBackward)
    {
        isBackward = layer.Options.Flag("go_backwards", false) != isReversed;
        return layer.Node.ClassName switch
        {
            "SimpleRNN" => Run(layer, Cell.Simple, isBackward),
            "LSTM" => Run(layer, Cell.Lstm, isBackward),
            "GRU" => Run(layer, Cell.Gru, isBackward),
            _ => null,
        };
    }

    /// <summary>Outputs [time, batch, units] as Keras has them.</summary>
    public static KerasTensor BatchFirst(LayerCall layer, Wire sequence) => KerasTensor.AsKeras(sequence.Shape[1] == 1
        ? layer.Operator("sequence", "Reshape", [sequence], ("shape", (long[])[1, sequence.Shape[0], sequence.Shape[2]]))
        : layer.Operator("sequence", "Transpose", [sequence], ("perm", (long[])[1, 0, 2])));

    /// <summary>Steps in the other order.</summary>
    public static Wire Reversed(LayerCall layer, Wire sequence) => layer.Operator(
        "reversed", "Slice", [sequence], ("starts", (long[])[sequence.Shape[0] - 1]), ("ends", (long[])[-sequence.Shape[0] - 1L]),
        ("axes", (long[])[0]), ("steps", (long[])[-1]));

    private static IReadOnlyList<KerasTensor> Map(LayerCall layer, Cell cell)
    {
        var isBackward = layer.Options.Flag("go_backwards", false);
        var result = Run(layer, cell, isBackward);
        // Keras returns the outputs in the order in which they are computed.
        var output = !layer.Options.Flag("return_sequences", false) ? result.States[0]
            : BatchFirst(layer, isBackward ? Reversed(layer, result.Sequence) : result.Sequence);
        return layer.Options.Flag("return_state", false) ? [output, .. result.States] : [output];
    }

    private static RecurrentResult Run(LayerCall layer, Cell cell, bool isBackward)
    {
        if (layer.Options.Flag("time_major", false))
            throw layer.Options.Unsupported("time_major", "false");
        if (!layer.KeepsState(layer.Options.Flag("stateful", false)))
            throw layer.Options.Unsupported("stateful", "the same value in all recurrent layers");
        var (input, units) = (layer.AsKeras(layer.Inputs[0]), layer.Options.Count("units"));
        if (input.Rank != 3)
            throw layer.Misfit($"it takes sequences, but reads a value of shape {AxisOrders.Text(input.Shape)}");
        var (batch, time) = (input.Shape[0], input.Shape[1]);
        var x = batch == 1
            ? layer.Operator("steps", "Reshape", [input.Wire], ("shape", (long[])[time, 1, input.Features]))
            : layer.Operator("steps", "Transpose", [input.Wire], ("perm", (long[])[1, 0, 2]));
        var gates = cell.Order.Length * units;
        var isLinear = cell == Cell.Gru && layer.Options.Flag("reset_after", false);
        var w = Gates(layer.Weight("kernel", input.Features, gates).Transpose(1, 0)).Reshape(1, gates, input.Features);
        var r = Gates(layer.Weight("recurrent_kernel", units, gates).Transpose(1, 0)).Reshape(1, gates, units);
        var functions = cell.Activations(layer);
        var result = layer.Operator(
            "cell", cell.Operator,
            [x, layer.Constant("kernel", w), layer.Constant("recurrent", r), layer.Constant("bias", Bias()), .. States()],
            [
                ("direction", isBackward ? "Reverse" : "Forward"), ("activations", string.Join(' ', functions.Select(f => f.Name))),
                ("activation_alpha", functions.Select(function => function.Alpha).ToArray()),
                ("activation_beta", functions.Select(function => function.Beta).ToArray()),
                .. isLinear ? [("linear_before_reset", (object)true)] : Array.Empty<(string, object?)>(),
            ]);
        return new RecurrentResult(
            Rows("outputs", 0, time), [.. Enumerable.Range(0, cell.States).Select(i => State(Rows("state", time + i, 1)))]);

        LayerTensor Gates(LayerTensor tensor) => tensor.Reorder(cell.Order);

        LayerTensor Bias()
        {
            var zeros = LayerTensor.Filled(0, gates);
            if (!layer.Options.Flag("use_bias", true))
                return LayerTensor.Concat(zeros, zeros).Reshape(1, 2 * gates);
            if (isLinear)
                return layer.Weight("bias", 2, gates).Reshape(1, 2 * gates);
            return LayerTensor.Concat(Gates(layer.Weight("bias", gates)), zeros).Reshape(1, 2 * gates);
        }

        Wire Rows(string step, long first, long count) => layer.Operator(
            step, "Slice", [result], ("starts", (long[])[first]), ("ends", (long[])[first + count]), ("axes", (long[])[0]));

        KerasTensor State(Wire row) => KerasTensor.AsKeras(
            layer.Operator("last", "Reshape", [row], ("shape", (long[])[batch, units])));

        // Without lengths of sequences, which stand before the states.
        IEnumerable<Wire> States()
        {
            if (layer.Inputs.Count == 1)
                return [];
            if (layer.Inputs.Count != 1 + cell.States)
                throw layer.Misfit($"it reads {layer.Inputs.Count} values, but takes one, or one and {cell.States} states");
            return [Wire.Absent, .. layer.Inputs.Skip(1).Select(state => layer.Operator(
                "initial", "Reshape", [layer.ToKeras(state)], ("shape", (long[])[1, batch, units])))];
        }
    }

    /// <summary>A kind of cell.</summary>
    /// <param name="Order">Which gate of Keras each gate of the operator is.</param>
    private sealed record Cell(string Operator, int[] Order, int States, params (string Option, string Fallback)[] Functions)
    {
        public static Cell Simple { get; } = new("RNN", [0], 1, ("activation", "tanh"));

        public static Cell Lstm { get; } = new(
            "LSTM", [0, 3, 1, 2], 2, ("recurrent_activation", "sigmoid"), ("activation", "tanh"), ("activation", "tanh"));

        public static Cell Gru { get; } = new("GRU", [0, 1, 2], 1, ("recurrent_activation", "sigmoid"), ("activation", "tanh"));

        public (string Name, double Alpha, double Beta)[] Activations(LayerCall layer) => Array.ConvertAll(Functions, function =>
        {
            var (option, fallback) = function;
            return layer.Activation(option, fallback) switch
            {
                { Name: "linear" } => ("Affine", 1.0, 0.0),
                { Operator: "Relu" or "Tanh" or "Sigmoid" or "Softsign" or "Softplus" or "Elu" or "LeakyRelu" or "HardSigmoid" } known =>
                    (known.Operator, Parameter(known, "alpha"), Parameter(known, "beta")),
                _ => throw layer.Options.Unsupported(
                    option, "linear, relu, tanh, sigmoid, hard_sigmoid, softsign, softplus, elu, leaky_relu"),
            };
        });

        private static double Parameter(ActivationFunction function, string name) =>
            Array.Find(function.Parameters, parameter => parameter.Name == name).Value is double value ? value : 0;
    }
}
