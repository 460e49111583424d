using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.IR;

/// <summary>What a recurrent layer computes at every step.</summary>
internal enum CellKind
{
    /// <summary>h = f(x + R·h); one gate.</summary>
    Simple,

    /// <summary>Gates z, r and h: h = (1 − z)·g(x + R·(r·h)) + z·h.</summary>
    Gru,

    /// <summary>Gates i, o, f and c: c = f·c + i·g(x + R·h), h = o·tanh(c).</summary>
    Lstm,
}

/// <summary>An activation of a cell, by ONNX's name.</summary>
internal sealed record CellActivation(string Name, float Alpha, float Beta)
{
    /// <summary>The names that there are.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "Relu", "Tanh", "Sigmoid", "Affine", "LeakyRelu", "ThresholdedRelu", "ScaledTanh", "HardSigmoid", "Elu", "Softsign", "Softplus",
    ];

    public override string ToString() => FormattableString.Invariant($"{Name}({Alpha:R}, {Beta:R})");
}

/// <summary>Which states the result of a recurrent operator has, one behind the other.</summary>
/// <param name="Sequence">The hidden states of all steps.</param>
/// <param name="Hidden">The last hidden state.</param>
/// <param name="Cell">The last state of the cells of an LSTM.</param>
internal readonly record struct KeptStates(bool Sequence, bool Hidden, bool Cell)
{
    public int Count(int steps) => (Sequence ? steps : 0) + (Hidden ? 1 : 0) + (Cell ? 1 : 0);

    public override string ToString() => string.Join(
        " and ", new[] { Sequence ? "all" : "", Hidden ? "last" : "", Cell ? "cell" : "" }.Where(name => name.Length > 0));
}

/// <summary>One direction of a recurrent layer: everything but its operands.</summary>
/// <param name="Units">Numbers of a state.</param>
/// <param name="Activations">f, g and h in ONNX's order, as many as the cell has.</param>
internal sealed record RecurrentForm(
    CellKind Cell, int Samples, int Steps, int Units, KeptStates Kept, EquatableArray<CellActivation> Activations)
{
    /// <summary>Whether the last step is taken first.</summary>
    public bool IsReverse { get; init; }

    /// <summary>Whether steps, and not samples, are the first axis of the inputs and of the result.</summary>
    public bool IsTimeFirst { get; init; }

    /// <summary>What goes into an activation is limited to ±this; 0 for not at all.</summary>
    public float Clip { get; init; }

    /// <summary>Of a GRU: the state is multiplied by R before the gate r is applied to it.</summary>
    public bool IsLinearBeforeReset { get; init; }

    /// <summary>Of an LSTM: f is 1 − i.</summary>
    public bool IsCoupled { get; init; }

    /// <summary>The states behind one run are those that the next one begins with.</summary>
    public bool IsStateful { get; init; }

    /// <summary>The cell's name in ONNX.</summary>
    public string Name => Cell == CellKind.Simple ? "RNN" : Cell.ToString().ToUpperInvariant();

    public int Gates => GatesOf(Cell);

    /// <summary>Numbers that the first matrix gives: those of all gates, but for a GRU's last one.</summary>
    public int Rows => (Cell == CellKind.Gru ? 2 : Gates) * Units;

    public static int GatesOf(CellKind cell) => cell switch
    {
        CellKind.Simple => 1,
        CellKind.Gru => 3,
        _ => 4,
    };

    // Plans are hashed by what their records print, which must not depend on the culture.
    public override string ToString() => FormattableString.Invariant(
        $"{Cell} samples {Samples} steps {Steps} units {Units} keeps {Kept} activations {string.Join(" ", Activations)}")
        + (IsReverse ? " reverse" : "") + (IsTimeFirst ? " time first" : "")
        + (Clip > 0 ? FormattableString.Invariant($" clip {Clip:R}") : "")
        + (IsLinearBeforeReset ? " linear before reset" : "") + (IsCoupled ? " coupled" : "") + (IsStateful ? " stateful" : "");
}
