using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>
/// RNN, GRU and LSTM of which all operands are constant, unrolled over time: loop nests are computed while the graph is built.
/// </summary>
internal static class ConstantRecurrence
{
    /// <summary>The most steps, of both directions together.</summary>
    public const int MaximumSteps = 256;

    private delegate RecurrentState? Cell(RecurrentDirection direction, Value projection, int step, RecurrentState state);

    /// <param name="form">What all directions have in common.</param>
    /// <param name="activations">Those of all directions.</param>
    public static Value? Append(
        LayerContext layer, RecurrentForm form, RecurrentOperands operands, IReadOnlyList<bool> directions, IReadOnlyList<CellActivation> activations)
    {
        var perDirection = activations.Count / directions.Count;
        var rows = new Value[(operands.Time * directions.Count) + (directions.Count * (form.Cell == CellKind.Lstm ? 2 : 1))];
        for (var number = 0; number < directions.Count; number++)
        {
            var direction = new RecurrentDirection(
                layer, operands, number, directions[number], form.Gates, [.. activations.Skip(number * perDirection).Take(perDirection)]);
            if (!Run(direction, CellOf(form), form.IsLinearBeforeReset ? 2 : form.Gates, directions.Count, rows))
                return null;
        }

        return Pack(layer, operands, directions.Count, rows);
    }

    private static Cell CellOf(RecurrentForm form) => form.Cell switch
    {
        CellKind.Simple => (direction, projection, step, state) => direction.AppendSimple(projection, step, state),
        CellKind.Gru => (direction, projection, step, state) => direction.AppendGru(projection, step, state, form.IsLinearBeforeReset),
        _ => (direction, projection, step, state) => direction.AppendLstm(projection, step, state, form.IsCoupled),
    };

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
}
