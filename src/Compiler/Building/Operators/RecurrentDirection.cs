using System.Globalization;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>The state between two steps; what is absent is zero.</summary>
internal sealed record RecurrentState(Value? Hidden, Value? Cell);

/// <summary>One direction of a recurrent operator on constants, and the loop nests of its steps.</summary>
/// <param name="Activations">Those of this direction, in ONNX's order: f, g, h.</param>
internal sealed record RecurrentDirection(
    LayerContext Layer, RecurrentOperands Operands, int Number, bool IsReverse, int Gates,
    IReadOnlyList<CellActivation> Activations)
{
    private readonly float _clip = (float)Layer.Reader.Number("clip", 0);

    private int Hidden => Operands.Hidden;

    private TensorType StateType => TensorType.Float(Operands.Batch, Hidden);

    /// <summary>Adds what the inputs of all steps contribute to the gates, biases included: [time, batch, gates·hidden].</summary>
    /// <param name="biasedGates">How many gates get the bias of r here, and not where the state is multiplied.</param>
    public Value? AppendProjection(int biasedGates)
    {
        var nest = new NestOperands();
        var (time, batch, row) = (Formula.Index(0), Formula.Index(1), Formula.Index(2));
        var body = Formula.Reduce(Combiner.Sum, [Operands.Inputs],
            nest.Read(Operands.X, time, batch, Formula.Term(0)) * nest.Read(Operands.W, Number, row, Formula.Term(0)));
        if (Operands.Bias is { } bias)
        {
            var ofState = nest.Read(bias, Number, row + (Gates * Hidden));
            body += nest.Read(bias, Number, row) + (biasedGates == Gates
                ? ofState : Formula.Select(Formula.Less(row, biasedGates * Hidden), ofState, Formula.Number(0)));
        }

        return Append("inputs", null, TensorType.Float(Operands.Time, Operands.Batch, Gates * Hidden), body, nest);
    }

    /// <summary>Adds a step of RNN: f(input + R·h).</summary>
    public RecurrentState? AppendSimple(Value projection, int step, RecurrentState state)
    {
        var nest = new NestOperands();
        var sum = Gate(nest, projection, step, Formula.Index(1), state.Hidden);
        return AppendHidden(step, Activations[0].Of(Clip(sum)), state.Hidden, nest) is { } hidden ? new(hidden, null) : null;
    }

    /// <summary>Adds a step of GRU; gates are z, r and h.</summary>
    public RecurrentState? AppendGru(Value projection, int step, RecurrentState state, bool isLinearBeforeReset)
    {
        var nest = new NestOperands();
        var gates = Append(
            "gates", step, TensorType.Float(Operands.Batch, 2 * Hidden),
            Activations[0].Of(Clip(Gate(nest, projection, step, Formula.Index(1), state.Hidden))), nest);
        if (gates is null)
            return null;
        nest = new NestOperands();
        var (batch, row) = (Formula.Index(0), Formula.Index(1) + (2 * Hidden));
        var candidate = nest.Read(projection, step, batch, row);
        if (isLinearBeforeReset)
        {
            var reset = nest.Read(gates, batch, Formula.Index(1) + Hidden);
            var product = state.Hidden is null ? null : Product(nest, row, k => At(nest, state.Hidden, k));
            var bias = Operands.Bias is { } biases ? nest.Read(biases, Number, row + (Gates * Hidden)) : null;
            if ((product is null ? bias : bias is null ? product : product + bias) is { } linear)
                candidate += reset * linear;
        }
        else if (state.Hidden is not null)
            candidate += Product(nest, row, k => nest.Read(gates, batch, k + Hidden) * At(nest, state.Hidden, k));

        var update = nest.Read(gates, batch, Formula.Index(1));
        var next = (Formula.Number(1) - update) * Activations[1].Of(Clip(candidate));
        if (state.Hidden is not null)
            next += update * At(nest, state.Hidden, Formula.Index(1));
        return AppendHidden(step, next, state.Hidden, nest) is { } hidden ? new(hidden, null) : null;
    }

    /// <summary>Adds a step of LSTM; gates are i, o, f and c, peepholes i, o and f.</summary>
    public RecurrentState? AppendLstm(Value projection, int step, RecurrentState state, bool isCoupled)
    {
        var nest = new NestOperands();
        var gates = Append(
            "gates", step, TensorType.Float(Operands.Batch, 4 * Hidden),
            Gate(nest, projection, step, Formula.Index(1), state.Hidden), nest);
        if (gates is null)
            return null;

        nest = new NestOperands();
        var input = Open(nest, gates, 0, 0, state.Cell);
        var next = input * Activations[1].Of(Clip(nest.Read(gates, Formula.Index(0), Formula.Index(1) + (3 * Hidden))));
        if (state.Cell is not null)
        {
            var forget = isCoupled ? Formula.Number(1) - input : Open(nest, gates, 2, 2, state.Cell);
            next += forget * At(nest, state.Cell, Formula.Index(1));
        }

        if (Append("cell", step, StateType, WhileRunning(nest, step, next, state.Cell), nest) is not { } cell)
            return null;
        nest = new NestOperands();
        var output = Open(nest, gates, 1, 1, cell) * Activations[2].Of(At(nest, cell, Formula.Index(1)));
        return AppendHidden(step, output, state.Hidden, nest) is { } hidden ? new(hidden, cell) : null;
    }

    /// <summary>A gate of an LSTM, opened by its sum and through its peephole by the cell.</summary>
    private Expression Open(NestOperands nest, Value gates, int gate, int peephole, Value? cell)
    {
        var sum = nest.Read(gates, Formula.Index(0), Formula.Index(1) + (gate * Hidden));
        if (Operands.Peepholes is { } peepholes && cell is not null)
            sum += nest.Read(peepholes, Number, Formula.Index(1) + (peephole * Hidden)) * At(nest, cell, Formula.Index(1));
        return Activations[0].Of(Clip(sum));
    }

    private Expression Gate(NestOperands nest, Value projection, int step, Expression row, Value? hidden)
    {
        var input = nest.Read(projection, step, Formula.Index(0), row);
        return hidden is null ? input : input + Product(nest, row, k => At(nest, hidden, k));
    }

    /// <summary>The product of a row of r with a vector.</summary>
    private Expression Product(NestOperands nest, Expression row, Func<Expression, Expression> vector) => Formula.Reduce(
        Combiner.Sum, [Hidden], nest.Read(Operands.R, Number, row, Formula.Term(0)) * vector(Formula.Term(0)));

    /// <summary>An element of a state, which is an initial one of all directions or one that a step computed.</summary>
    private Expression At(NestOperands nest, Value state, Expression index) =>
        state.Shape.Rank == 3 ? nest.Read(state, Number, Formula.Index(0), index) : nest.Read(state, Formula.Index(0), index);

    private Expression Clip(Expression x) =>
        _clip > 0 ? Formula.Minimum(Formula.Maximum(x, Formula.Number(-_clip)), Formula.Number(_clip)) : x;

    /// <summary>The new state within the length of the sequence, the old one beyond.</summary>
    private Expression WhileRunning(NestOperands nest, int step, Expression next, Value? state)
    {
        if (Operands.Lengths is not { } lengths)
            return next;
        var isRunning = Formula.Less(step, Formula.Convert(nest.Read(lengths, Formula.Index(0)), ElementType.Int32));
        return Formula.Select(isRunning, next, state is null ? Formula.Number(0) : At(nest, state, Formula.Index(1)));
    }

    private Value? AppendHidden(int step, Expression next, Value? state, NestOperands nest) =>
        Append("hidden", step, StateType, WhileRunning(nest, step, next, state), nest);

    private Value? Append(string part, int? step, TensorType type, Expression body, NestOperands nest)
    {
        var name = (IsReverse ? "reverse." : "") + part + step?.ToString(CultureInfo.InvariantCulture);
        return Layer.AppendNestPart(name, Layer.OperatorName(), type, body, nest.Values);
    }
}
