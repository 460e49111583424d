using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Recurrent layers.</summary>
internal static class RecurrentLowering
{
    public static void Lower(Node node, RecurrentForm form, PlanDraft draft)
    {
        var last = node.Input(Recurrent.LastMatrix) is null ? null
            : MatrixOf(node, Recurrent.LastMatrix, Recurrent.LastBias, form.Units, form, draft);
        draft.Calls.Add(new RecurrentCall(
            node.Name, form, draft.Operand(node, Recurrent.Inputs), draft.ViewOf(node.Output),
            MatrixOf(node, Recurrent.Matrix, Recurrent.Bias, form.Rows, form, draft), last, View(Recurrent.Lengths),
            View(Recurrent.InitialHidden), View(Recurrent.InitialCell), VectorOf(node, Recurrent.Peepholes, draft),
            draft.Scratch(RecurrentCall.ScratchLengthOf(form)), form.IsStateful ? draft.State(RecurrentCall.StatesLengthOf(form)) : null));

        TensorView? View(int input) => node.Input(input) is null ? null : draft.Operand(node, input);
    }

    private static RecurrentMatrix MatrixOf(Node node, int matrix, int bias, int rows, RecurrentForm form, PlanDraft draft)
    {
        var (value, padded) = (node.Inputs[matrix]!, RecurrentCall.RoundUp(rows));
        RecurrentOperand weights = value.Constant is { } constant
            ? new RecurrentOperand.Packed(draft.Pack(
                $"{node.Name} state", constant, new WeightPacking.Dense(form.Units, 1, 1, 16), padded * form.Units))
            : new RecurrentOperand.Computed(draft.Operand(node, matrix));
        return new(weights, VectorOf(node, bias, draft), padded);
    }

    private static RecurrentOperand? VectorOf(Node node, int input, PlanDraft draft) => node.Input(input) switch
    {
        null => null,
        { Constant: { } constant } value => new RecurrentOperand.Packed(draft.PackVector(value.Name, constant)),
        _ => new RecurrentOperand.Computed(draft.Operand(node, input)),
    };
}
