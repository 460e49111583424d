using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Shapes;

/// <summary>Recurrent operators: [samples·steps, gates·units] → [samples, states, units], or with the first two axes exchanged.</summary>
internal static class RecurrentShapes
{
    // Rows of a computed matrix that lie side by side.
    private const int Block = 16;

    public static InferredType Infer(RecurrentForm form, Operands operands)
    {
        operands.RequireCountOfAny(2, Recurrent.OperandCount);
        var (samples, units) = (form.Samples, form.Units);
        operands.Require(
            operands[Recurrent.Inputs] == TensorShape.Of(samples * form.Steps, form.Gates * units), "needs the gates' inputs of all steps");
        RequireMatrix(Recurrent.Matrix, form.Rows);
        Require(Recurrent.Bias, form.Rows);
        operands.Require(operands.Optional(Recurrent.LastMatrix) is null == (form.Cell != CellKind.Gru), "needs a last matrix for a GRU");
        if (form.Cell == CellKind.Gru)
            RequireMatrix(Recurrent.LastMatrix, units);
        Require(Recurrent.LastBias, units);
        Require(Recurrent.Lengths, samples);
        Require(Recurrent.InitialHidden, samples, units);
        Require(Recurrent.InitialCell, samples, units);
        Require(Recurrent.Peepholes, 3 * units);
        var states = form.Kept.Count(form.Steps);
        return form.IsTimeFirst ? InferredType.Float(states, samples, units) : InferredType.Float(samples, states, units);

        void Require(int operand, params int[] shape) => operands.Require(
            operands.Optional(operand) is not { } given || given == TensorShape.Of(shape), $"needs an operand {operand} of another shape");

        void RequireMatrix(int operand, int rows) => operands.Require(
            operands.Optional(operand) is { } matrix
            && (matrix == TensorShape.Of(rows, units) || matrix == TensorShape.Of((rows + Block - 1) / Block, units, Block)),
            $"needs a matrix of {rows} rows as operand {operand}");
    }
}
