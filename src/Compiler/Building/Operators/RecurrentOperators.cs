using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>
/// RNN, GRU and LSTM, unrolled over time. Their result holds everything that ONNX has as several: [time·directions (Y), then
/// directions (Y_h), then for an LSTM directions (Y_c); batch; hidden].
/// </summary>
internal static class RecurrentOperators
{
    private delegate RecurrentState? Cell(RecurrentDirection direction, Value projection, int step, RecurrentState state);

    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        ("RNN", layer => Unroll(layer, 1, 1, 1, (direction, projection, step, state) =>
            direction.AppendSimple(projection, step, state))),
        ("GRU", Gru),
        ("LSTM", Lstm),
    ];

    private static Value? Gru(LayerContext layer)
    {
        var isLinear = layer.Reader.Flag("linear_before_reset", false);
        return Unroll(layer, 3, isLinear ? 2 : 3, 2, (direction, projection, step, state) =>
            direction.AppendGru(projection, step, state, isLinear));
    }

    private static Value? Lstm(LayerContext layer)
    {
        var isCoupled = layer.Reader.Flag("input_forget", false);
        return Unroll(layer, 4, 4, 3, (direction, projection, step, state) =>
            direction.AppendLstm(projection, step, state, isCoupled));
    }

    private static Value? Unroll(LayerContext layer, int gates, int biasedGates, int activationCount, Cell cell)
    {
        var reader = layer.Reader;
        var mode = reader.Choice("direction", ["Forward", "Reverse", "Bidirectional"]);
        var directions = mode == 2 ? 2 : 1;
        if (RecurrentOperands.Read(layer, gates, directions) is not { } operands
            || ReadActivations(layer, activationCount * directions) is not { } activations)
            return null;
        if (operands.Time == 0 || (long)operands.Time * directions > LayerCatalog.MaximumSteps)
            return layer.Misfit($"runs over {operands.Time} steps, but takes 1 to {LayerCatalog.MaximumSteps / directions}");

        var rows = new Value[(operands.Time * directions) + (directions * (gates == 4 ? 2 : 1))];
        for (var number = 0; number < directions; number++)
        {
            var direction = new RecurrentDirection(
                layer, operands, number, mode == 1 || number == 1, gates,
                [.. activations.Skip(number * activationCount).Take(activationCount)]);
            if (!Run(direction, cell, biasedGates, directions, rows))
                return null;
        }

        return Pack(layer, operands, directions, rows);
    }

    private static bool Run(RecurrentDirection direction, Cell cell, int biasedGates, int directions, Value[] rows)
    {
        var operands = direction.Operands;
        if (direction.AppendProjection(biasedGates) is not { } projection)
            return false;
        var state = new RecurrentState(operands.InitialHidden, operands.InitialCell);
        for (var i = 0; i < operands.Time; i++)
        {
            var step = direction.IsReverse ? operands.Time - 1 - i : i;
            if (cell(direction, projection, step, state) is not { } next)
                return false;
            state = next;
            rows[(step * directions) + direction.Number] = state.Hidden!;
        }

        var end = operands.Time * directions;
        rows[end + direction.Number] = state.Hidden!;
        if (state.Cell is not null)
            rows[end + directions + direction.Number] = state.Cell;
        return true;
    }

    /// <summary>All rows one behind the other; Y is zero beyond the length of a sequence.</summary>
    private static Value? Pack(LayerContext layer, RecurrentOperands operands, int directions, Value[] rows)
    {
        var nest = new NestOperands();
        var type = TensorType.Float(rows.Length, operands.Batch, operands.Hidden);
        var body = Search(0, rows.Length);
        return layer.AppendNest(layer.OperatorName(), type, body, nest.Values);

        Expression Search(int first, int end)
        {
            if (end - first == 1)
                return Row(first);
            var middle = (first + end) / 2;
            var isBefore = Formula.Less(Formula.Index(0), middle);
            return Formula.Select(isBefore, Search(first, middle), Search(middle, end));
        }

        Expression Row(int row)
        {
            var element = nest.Read(rows[row], Formula.Index(1), Formula.Index(2));
            if (operands.Lengths is not { } lengths || row >= operands.Time * directions)
                return element;
            var length = Formula.Convert(nest.Read(lengths, Formula.Index(1)), ElementType.Int32);
            return Formula.Select(Formula.Less(row / directions, length), element, Formula.Number(0));
        }
    }

    private static RecurrentActivation[]? ReadActivations(LayerContext layer, int count)
    {
        var names = layer.Reader.Text("activations").Split([' '], StringSplitOptions.RemoveEmptyEntries);
        var (alphas, betas) = (layer.Reader.Floats("activation_alpha"), layer.Reader.Floats("activation_beta"));
        if (names.Length == count && alphas.Length == count && betas.Length == count && names.All(RecurrentActivation.Names.Contains))
            return [.. names.Select((name, i) => new RecurrentActivation(name, alphas[i], betas[i]))];
        layer.Misfit(
            $"needs {count} activations out of {string.Join(", ", RecurrentActivation.Names)}, with alpha and beta of each",
            "activations");
        return null;
    }
}
