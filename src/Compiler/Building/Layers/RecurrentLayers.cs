using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>
/// RNN, GRU and LSTM over the steps of a sequence [N, steps, features]. Weights are named as in PyTorch, with its order of gates, and
/// brought into ONNX's when they are packed.
/// </summary>
internal static class RecurrentLayers
{
    public static Value? Rnn(LayerContext layer)
    {
        string[] activations = ["Tanh", "Relu"];
        return Append(layer, "RNN", [0], activations[layer.Reader.Choice("nonlinearity", ["Tanh", "ReLU"])]);
    }

    /// <summary>PyTorch: r, z, n; ONNX: z, r, h.</summary>
    public static Value? Gru(LayerContext layer) => Append(
        layer, "GRU", [1, 0, 2], "Sigmoid Tanh", OperatorProperties.Of("linear_before_reset", layer.Reader.Flag("resetAfter", true)));

    /// <summary>PyTorch: i, f, g, o; ONNX: i, o, f, c.</summary>
    public static Value? Lstm(LayerContext layer) => Append(layer, "LSTM", [0, 3, 1, 2], "Sigmoid Tanh Tanh");

    /// <param name="order">Which of PyTorch's gates each of ONNX's gates is.</param>
    private static Value? Append(
        LayerContext layer, string name, int[] order, string activations, params LayerProperty[] properties)
    {
        var reader = layer.Reader;
        var units = reader.Integer("units");
        var direction = reader.Choice<RecurrentOrder>("direction");
        var isSequence = reader.Flag("sequence", false);
        if (!layer.RequireSteps())
            return null;
        var (shape, directions) = (layer.Operand.Shape, direction == RecurrentOrder.Bidirectional ? 2 : 1);
        var limit = LayerCatalog.MaximumSteps / directions;
        if (shape[1] > limit)
            reader.Report(DiagnosticCatalog.TooManySteps, null, layer.Operand.Name, shape[1], limit);
        var inputs = reader.HasErrors ? null : Weights(layer, "weight_ih_l0", order, units, shape[2], directions);
        var states = inputs is null ? null : Weights(layer, "weight_hh_l0", order, units, units, directions);
        var biases = states is null || !reader.Flag("bias", true) ? null : Biases(layer, order, units, directions);
        if (reader.HasErrors
            || layer.AppendOperator("time", "Transpose", [layer.Operand], OperatorProperties.Of("perm", [1, 0, 2])) is not { } time)
            return null;
        var rows = layer.AppendOperator(
            "steps", name, [time, inputs, states, biases],
            [
                .. properties, OperatorProperties.Of("direction", direction),
                OperatorProperties.Of("activations", string.Join(" ", Enumerable.Repeat(activations, directions))),
                Zeros("activation_alpha"), Zeros("activation_beta"),
            ]);
        return rows is null ? null : AppendResult(layer, name, rows, units, directions, isSequence);

        LayerProperty Zeros(string property) =>
            OperatorProperties.Of(property, Enumerable.Repeat(0f, activations.Split(' ').Length * directions));
    }

    /// <summary>The last states [N, directions·units] or those of all steps [N, steps, directions·units].</summary>
    /// <param name="rows">The states of all steps, then the last ones: [steps·directions + directions…, N, units].</param>
    private static Value? AppendResult(LayerContext layer, string name, Value rows, int units, int directions, bool isSequence)
    {
        var (batch, steps) = (layer.Operand.Shape[0], layer.Operand.Shape[1]);
        var feature = Formula.Index(isSequence ? 2 : 1);
        var (number, unit) = directions == 1 ? (0, feature) : (feature / units, feature % units);
        var first = isSequence ? Formula.Index(1) * directions : steps * directions;
        var type = isSequence
            ? TensorType.Float(batch, steps, directions * units) : TensorType.Float(batch, directions * units);
        return layer.AppendNest(name, type, rows.At(0, [first + number, Formula.Index(0), unit]), rows);
    }

    /// <summary>[directions, gates·units, columns].</summary>
    private static Value? Weights(LayerContext layer, string name, int[] order, int units, int columns, int directions)
    {
        var stored = Enumerable.Range(0, directions).Select(direction => layer.Weight(
            Name(layer, name, direction), WeightRole.Filters, (long)order.Length * units, columns)).ToList();
        if (stored.Contains(null))
            return null;
        return layer.AddJoined(
            name, TensorShape.Of(directions, order.Length * units, columns),
            stored.SelectMany(weight => Gates(weight!, order, units * columns)));
    }

    /// <summary>[directions, 2·gates·units]: those of the inputs, then those of the state.</summary>
    private static Value? Biases(LayerContext layer, int[] order, int units, int directions)
    {
        var stored = Enumerable.Range(0, directions).SelectMany(direction => (string[])
            [Name(layer, "bias_ih_l0", direction), Name(layer, "bias_hh_l0", direction)])
            .Select(name => layer.Weight(name, WeightRole.Bias, (long)order.Length * units));
        return layer.AddJoined(
            "bias_l0", TensorShape.Of(directions, 2 * order.Length * units), stored.SelectMany(bias => Gates(bias!, order, units)));
    }

    private static string Name(LayerContext layer, string name, int direction) =>
        $"{layer.Name}.{name}{(direction == 1 ? "_reverse" : "")}";

    /// <summary>The gates of a weight in ONNX's order.</summary>
    /// <param name="count">Elements of a gate.</param>
    private static IEnumerable<TensorRun> Gates(Value weight, int[] order, int count) =>
        order.Select(gate => new TensorRun((StoredTensor)weight.Constant!, gate * count, count));

    /// <summary>The members of the property direction, which are also those of the operators.</summary>
    private enum RecurrentOrder
    {
        Forward,
        Reverse,
        Bidirectional,
    }
}
