using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>
/// RNN, GRU and LSTM over the steps of a sequence [N, steps, features]. Weights are named as in PyTorch, with its order of gates, and
/// brought into ONNX's when they are packed.
/// </summary>
internal static class RecurrentLayers
{
    public static Value? Rnn(LayerContext layer) => Append(
        layer, CellKind.Simple, [0], layer.Reader.Choice("nonlinearity", ["Tanh", "ReLU"]) == 0 ? "Tanh" : "Relu");

    /// <summary>PyTorch: r, z, n; ONNX: z, r, h.</summary>
    public static Value? Gru(LayerContext layer) => Append(layer, CellKind.Gru, [1, 0, 2], "Sigmoid", "Tanh");

    /// <summary>PyTorch: i, f, g, o; ONNX: i, o, f, c.</summary>
    public static Value? Lstm(LayerContext layer) => Append(layer, CellKind.Lstm, [0, 3, 1, 2], "Sigmoid", "Tanh", "Tanh");

    /// <param name="order">Which of PyTorch's gates each of ONNX's gates is.</param>
    private static Value? Append(LayerContext layer, CellKind cell, int[] order, params string[] activations)
    {
        var reader = layer.Reader;
        var units = reader.Integer("units");
        var direction = reader.Choice<StepOrder>("direction");
        var isSequence = reader.Flag("sequence", false);
        if (!layer.RequireSteps())
            return null;
        var (x, shape) = (layer.Operand, layer.Operand.Shape);
        var form = new RecurrentForm(
            cell, shape[0], shape[1], units, new(Sequence: isSequence, Hidden: !isSequence, Cell: false),
            activations.Select(name => new CellActivation(name, 0, 0)).ToEquatableArray())
        {
            IsLinearBeforeReset = cell == CellKind.Gru && reader.Flag("resetAfter", true),
        };
        bool[] directions = direction == StepOrder.Bidirectional ? [false, true] : [direction == StepOrder.Reverse];
        var weights = directions.Select((_, i) => Weights(layer, order, units, shape[2], i == 1 ? "_reverse" : "")).ToList();
        if (reader.HasErrors || weights.Contains(null)
            || layer.AppendPart(layer.PartName("rows"), new Reshape(TensorShape.Of(shape[0] * shape[1], shape[2])), [x]) is not { } rows)
            return null;
        var states = directions.Select((isReverse, i) => AppendDirection(
            layer, form with { IsReverse = isReverse }, rows, weights[i]!, i == 0 ? "" : "reverse.", directions.Length == 1)).ToList();
        return states.Contains(null) ? null : states.Count == 1 ? states[0]
            : layer.AppendPart(layer.PartName("both"), new Concat(states[0]!.Shape.Rank - 1), [.. states], layer.Name);
    }

    /// <summary>The last state [N, units] of a direction, or those of all steps [N, steps, units].</summary>
    /// <param name="isResult">Whether they are the layer's result.</param>
    private static Value? AppendDirection(
        LayerContext layer, RecurrentForm form, Value rows, DirectionWeights weights, string prefix, bool isResult)
    {
        var steps = new RecurrentSteps(layer, form, prefix);
        if (steps.AppendProduct(rows, weights) is not { } product)
            return null;
        var node = prefix.Length == 0 ? layer.Name : layer.PartName(prefix + "steps");
        var (part, result) = (layer.PartName(prefix + "states"), isResult ? layer.Name : layer.PartName(prefix + "result"));
        if (form.Kept.Sequence)
            return steps.AppendStates(node, result, product, weights, DirectionOptions.None);
        return steps.AppendStates(node, part, product, weights, DirectionOptions.None) is { } states
            ? layer.AppendPart(layer.PartName(prefix + "last"), new Reshape(TensorShape.Of(form.Samples, form.Units)), [states], result) : null;
    }

    private static DirectionWeights? Weights(LayerContext layer, int[] order, int units, int inputs, string suffix)
    {
        var w = Join("weight_ih_l0", WeightRole.Filters, inputs);
        var r = w is null ? null : Join("weight_hh_l0", WeightRole.Filters, units);
        if (r is null)
            return null;
        return layer.Reader.Flag("bias", true)
            ? new(w, r, Join("bias_ih_l0", WeightRole.Bias, null), Join("bias_hh_l0", WeightRole.Bias, null)) : new(w, r, null, null);

        Value? Join(string name, WeightRole role, int? columns)
        {
            var rows = (long)order.Length * units;
            name += suffix;
            return layer.Weight($"{layer.Name}.{name}", role, columns is { } count ? [rows, count] : [rows]) is { } stored
                ? layer.AddJoined(name, stored.Shape, Gates(stored, order, units * (columns ?? 1))) : null;
        }
    }

    /// <summary>The gates of a weight in ONNX's order.</summary>
    /// <param name="count">Elements of a gate.</param>
    private static IEnumerable<TensorRun> Gates(Value weight, int[] order, int count) =>
        order.Select(gate => new TensorRun((StoredTensor)weight.Constant!, gate * count, count));

    /// <summary>The members of the property direction.</summary>
    private enum StepOrder
    {
        Forward,
        Reverse,
        Bidirectional,
    }
}
