namespace ModelCompiler.Compiler.IR.Ops;

/// <summary>
/// One direction of RNN, GRU or LSTM behind the product of its inputs with their weights. Inputs: that product [samples·steps,
/// gates·units]; R [gates·units, units]; optional bias of R [gates·units]; for a GRU the same two of its last gate by itself, else absent;
/// optional lengths [samples] as int32; optional initial states, hidden and cell [samples, units]; optional peepholes of an LSTM [3·units].
/// A computed R is [gates·units/16, units, 16], as its kernel reads it.
/// </summary>
internal sealed record Recurrent(RecurrentForm Form) : Op
{
    /// <summary>Positions of the operands.</summary>
    public const int Inputs = 0, Matrix = 1, Bias = 2, LastMatrix = 3, LastBias = 4, Lengths = 5, InitialHidden = 6, InitialCell = 7, Peepholes = 8;

    public const int OperandCount = 9;

    public override string Name => Form.Name;
}
