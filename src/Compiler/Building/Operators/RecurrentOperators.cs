using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>
/// RNN, GRU and LSTM. Their result holds everything that ONNX has as several: [time·directions (Y), then directions (Y_h), then for
/// an LSTM directions (Y_c); batch; hidden].
/// </summary>
internal static class RecurrentOperators
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        ("RNN", layer => Append(layer, CellKind.Simple, 1)),
        ("GRU", layer => Append(layer, CellKind.Gru, 2)),
        ("LSTM", layer => Append(layer, CellKind.Lstm, 3)),
    ];

    private static Value? Append(LayerContext layer, CellKind cell, int activationCount)
    {
        var reader = layer.Reader;
        bool[] directions = reader.Choice("direction", ["Forward", "Reverse", "Bidirectional"]) switch
        {
            0 => [false],
            1 => [true],
            _ => [false, true],
        };
        if (RecurrentOperands.Read(layer, RecurrentForm.GatesOf(cell), directions.Length) is not { } operands
            || ReadActivations(layer, activationCount * directions.Length) is not { } activations)
            return null;
        if (operands.Time == 0)
            return layer.Misfit("runs over no steps");
        var form = new RecurrentForm(
            cell, operands.Batch, operands.Time, operands.Hidden, new(Sequence: true, Hidden: true, Cell: cell == CellKind.Lstm), [])
        {
            IsTimeFirst = true,
            Clip = (float)reader.Number("clip", 0),
            IsLinearBeforeReset = cell == CellKind.Gru && reader.Flag("linear_before_reset", false),
            IsCoupled = cell == CellKind.Lstm && reader.Flag("input_forget", false),
        };
        if (operands.Hidden == 0 || operands.Batch == 0)
            return layer.AppendNest(
                layer.OperatorName(), TensorType.Float(form.Kept.Count(form.Steps) * directions.Length, operands.Batch, operands.Hidden), Formula.Number(0));
        if (layer.IsConstant && operands.Time * directions.Length <= ConstantRecurrence.MaximumSteps)
            return ConstantRecurrence.Append(layer, form, operands, directions, activations);
        var states = directions.Select((isReverse, i) => AppendDirection(
            layer, operands, i, i == 0 ? "" : "reverse.", directions.Length == 1, form with
            {
                IsReverse = isReverse,
                Activations = activations.Skip(i * activationCount).Take(activationCount).ToEquatableArray(),
            })).ToList();
        return states.Contains(null) ? null : states.Count == 1 ? states[0] : Interleave(layer, form, states[0]!, states[1]!);
    }

    /// <summary>The states of all steps, the last one, and the last one of the cells: [states, batch, hidden].</summary>
    /// <param name="isResult">Whether they are the operator's result.</param>
    private static Value? AppendDirection(
        LayerContext layer, RecurrentOperands operands, int number, string prefix, bool isResult, RecurrentForm form)
    {
        var steps = new RecurrentSteps(layer, form, prefix);
        var weights = new DirectionWeights(
            null, Part(operands.R, "r", form.Gates * form.Units, form.Units)!, null, Part(operands.Bias, "rb", form.Gates * form.Units, offset: form.Gates * form.Units));
        if (AppendProduct(steps, operands, number) is not { } product)
            return null;
        var options = new DirectionOptions(
            Lengths(layer, prefix, operands.Lengths),
            Part(operands.InitialHidden, "h", form.Samples, form.Units), Part(operands.InitialCell, "c", form.Samples, form.Units),
            Part(operands.Peepholes, "p", 3 * form.Units));
        return isResult
            ? steps.AppendStates(layer.Name, layer.Name, product, weights, options)
            : steps.AppendStates(layer.PartName(prefix + "steps"), layer.PartName(prefix + "result"), product, weights, options);

        // What an operand [directions, …] has of this direction.
        Value? Part(Value? operand, string part, int rows, int? columns = null, int offset = 0) =>
            operand is null ? null : DirectionPart(layer, operand, number, prefix + part, rows, columns, offset);
    }

    private static Value? AppendProduct(RecurrentSteps steps, RecurrentOperands operands, int number)
    {
        var (layer, form) = (steps.Layer, steps.Form);
        var gates = form.Gates * form.Units;
        if (IsSliced(operands.W) && IsSliced(operands.Bias) && operands.Inputs > 0)
        {
            var w = DirectionPart(layer, operands.W, number, steps.Prefix + "w", gates, operands.Inputs, 0);
            var bias = operands.Bias is null ? null : DirectionPart(layer, operands.Bias, number, steps.Prefix + "wb", gates, null, 0);
            var rows = layer.AppendPart(
                layer.PartName(steps.Prefix + "rows"), new Reshape(TensorShape.Of(form.Steps * form.Samples, operands.Inputs)), [operands.X]);
            return rows is null ? null : steps.AppendProduct(rows, new(w, operands.R, bias, null));
        }

        var nest = new NestOperands();
        var (time, batch, gate) = (Formula.Index(0) / form.Samples, Formula.Index(0) % form.Samples, Formula.Index(1));
        var body = Formula.Reduce(Combiner.Sum, [operands.Inputs],
            nest.Read(operands.X, time, batch, Formula.Term(0)) * nest.Read(operands.W, number, gate, Formula.Term(0)));
        if (operands.Bias is not null)
            body += nest.Read(operands.Bias, number, gate);
        return layer.AppendNestPart(
            steps.Prefix + "inputs", layer.OperatorName(), TensorType.Float(form.Steps * form.Samples, gates), body, nest.Values);
    }

    /// <summary>Whether parts of an operand are constants.</summary>
    private static bool IsSliced(Value? operand) => operand is null or { IsConstant: true } && ConstantSlice.Exists(operand);

    /// <summary>Elements of an operand [directions, …] that belong to one of them, as a vector or matrix.</summary>
    private static Value? DirectionPart(
        LayerContext layer, Value operand, int number, string part, int rows, int? columns, int offset)
    {
        var shape = columns is { } count ? TensorShape.Of(rows, count) : TensorShape.Of(rows);
        if (IsSliced(operand))
        {
            var perDirection = (int)(operand.Shape.ElementCount / operand.Shape[0]);
            return ConstantSlice.Of(layer, part, operand, (number * perDirection) + offset, shape);
        }

        Expression[] indices = columns is null
            ? [number, Formula.Index(0) + offset] : [number, Formula.Index(0), Formula.Index(1)];
        return layer.AppendNestPart(
            part, layer.OperatorName(), new TensorType(operand.Type.Element, shape), operand.At(0, indices), operand);
    }

    private static Value? Lengths(LayerContext layer, string prefix, Value? lengths) => lengths is null ? null : layer.AppendNestPart(
        prefix + "lengths", layer.OperatorName(), new TensorType(ElementType.Int32, lengths.Shape),
        Formula.Convert(lengths.At(0, [Formula.Index(0)]), ElementType.Int32), lengths);

    /// <summary>The states of both directions beside each other.</summary>
    private static Value? Interleave(LayerContext layer, RecurrentForm form, Value forward, Value reverse)
    {
        var type = TensorType.Float(2 * form.Kept.Count(form.Steps), form.Samples, form.Units);
        Expression[] state = [Formula.Index(0) / 2, Formula.Index(1), Formula.Index(2)];
        var isForward = Formula.Less(Formula.Index(0) % 2, 1);
        return layer.AppendNest(
            layer.OperatorName(), type, Formula.Select(isForward, forward.At(0, state), reverse.At(1, state)), forward, reverse);
    }

    private static CellActivation[]? ReadActivations(LayerContext layer, int count)
    {
        var names = layer.Reader.Text("activations").Split([' '], StringSplitOptions.RemoveEmptyEntries);
        var (alphas, betas) = (layer.Reader.Floats("activation_alpha"), layer.Reader.Floats("activation_beta"));
        if (names.Length == count && alphas.Length == count && betas.Length == count && names.All(CellActivation.Names.Contains))
            return [.. names.Select((name, i) => new CellActivation(name, alphas[i], betas[i]))];
        layer.Misfit(
            $"needs {count} activations out of {string.Join(", ", CellActivation.Names)}, with alpha and beta of each",
            "activations");
        return null;
    }
}
