using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Plan;

/// <summary>Where a matrix or vector of a recurrent layer lies.</summary>
internal abstract record RecurrentOperand
{
    /// <summary>Among the weights.</summary>
    internal sealed record Packed(PackedTensor Tensor) : RecurrentOperand;

    /// <summary>In the arena: earlier calls computed it.</summary>
    internal sealed record Computed(TensorView View) : RecurrentOperand;
}

/// <summary>The matrix of some gates as [rows/16][columns][16], and the bias of its rows.</summary>
/// <param name="Rows">A multiple of 16; those behind the last gate are zero.</param>
internal sealed record RecurrentMatrix(RecurrentOperand Weights, RecurrentOperand? Bias, int Rows);

/// <summary>
/// A recurrent layer: step by step, a product with the state is added to what the inputs contribute to the gates, which then change
/// the state.
/// </summary>
/// <param name="Inputs">What the inputs contribute: a row of all gates per step and sample.</param>
/// <param name="Last">The last gate of a GRU, which is computed behind the others; else null.</param>
/// <param name="Scratch">The gates of a step, and the states where they are not kept from run to run.</param>
/// <param name="State">The states that are kept from run to run, hidden before cell; null if every run begins afresh.</param>
internal sealed record RecurrentCall(
    string Name, RecurrentForm Form, TensorView Inputs, TensorView Destination, RecurrentMatrix Matrix, RecurrentMatrix? Last,
    TensorView? Lengths, TensorView? InitialHidden, TensorView? InitialCell, RecurrentOperand? Peepholes, TensorView Scratch, TensorView? State)
    : KernelCall(Name)
{
    /// <summary>Floats of a state, up to where the next one may begin.</summary>
    public int StateLength => RoundUp(Form.Units);

    public int StateCount => Form.Cell == CellKind.Lstm ? 2 : 1;

    /// <summary>Where the scratch has the second vector of gates: that of a GRU's last gate, and of what it is multiplied with.</summary>
    public int LastOffset => Matrix.Rows;

    internal override IEnumerable<TensorView> Reads
    {
        get
        {
            var operands = new[] { Matrix.Weights, Matrix.Bias, Last?.Weights, Last?.Bias, Peepholes }
                .OfType<RecurrentOperand.Computed>().Select(operand => operand.View);
            return [Inputs, .. operands, .. new[] { Lengths, InitialHidden, InitialCell }.OfType<TensorView>()];
        }
    }

    internal override IEnumerable<TensorView> Writes => State is null ? [Destination, Scratch] : [Destination, Scratch, State];

    internal override IEnumerable<PackedTensor> Constants =>
        new[] { Matrix.Weights, Matrix.Bias, Last?.Weights, Last?.Bias, Peepholes }.OfType<RecurrentOperand.Packed>().Select(operand => operand.Tensor);

    internal override TensorView? ItemScratch => Scratch;

    internal override bool IsSplit => true;

    /// <summary>An item is a sample.</summary>
    public override int WorkItems => Form.Samples;

    /// <summary>Floats of scratch for one sample.</summary>
    public static int ScratchLengthOf(RecurrentForm form)
    {
        var gates = RoundUp(form.Rows) + (form.Cell == CellKind.Gru ? 2 * RoundUp(form.Units) : 0);
        return gates + (form.IsStateful ? 0 : StatesLengthOf(form));
    }

    /// <summary>Floats of the states.</summary>
    public static int StatesLengthOf(RecurrentForm form) => (form.Cell == CellKind.Lstm ? 2 : 1) * RoundUp(form.Units);

    /// <summary>A multiple of the rows of a block.</summary>
    public static int RoundUp(int rows) => (rows + 15) / 16 * 16;
}
