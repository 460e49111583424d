using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Layouts;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Elementwise operators, normalisations that could not be folded, and softmax.</summary>
internal static class ElementwiseLowering
{
    public static void Lower(Node node, PlanDraft draft)
    {
        var (source, destination) = (draft.Operand(node, 0), draft.ViewOf(node.Output));
        draft.Calls.Add(node.Op switch
        {
            Add add => new Binary(
                node.Name, BinaryOperator.Add, source, draft.Operand(node, 1), destination, add.Activation),
            Mul mul => new Binary(
                node.Name, BinaryOperator.Multiply, source, draft.Operand(node, 1), destination, mul.Activation),
            Activate activate => new ApplyActivation(node.Name, source, destination, activate.Function),
            Softmax softmax => new ApplySoftmax(
                node.Name, source, destination, ImageShape.Axis(node.Output.Shape, softmax.Axis)),
            Lrn lrn => LocalResponse(node, lrn, source, destination, draft),
            BatchNormalization normalization => Normalization(node, normalization, source, destination, draft),
            _ => throw new InvalidOperationException($"No lowering for {node}."),
        });
    }

    private static LocalResponse LocalResponse(
        Node node, Lrn lrn, TensorView source, TensorView destination, PlanDraft draft) => new(
            node.Name, source, destination,
            draft.Scratch(Plan.LocalResponse.ScratchLengthOf(source.Geometry, lrn.Size)),
            lrn.Size, lrn.Alpha, lrn.Beta, lrn.Bias);

    private static ScaleShift Normalization(
        Node node, BatchNormalization normalization, TensorView source, TensorView destination, PlanDraft draft)
    {
        WeightExpression Constant(int input) => node.Inputs[input]!.Constant!;
        var (gamma, beta, mean, variance) = (Constant(1), Constant(2), Constant(3), Constant(4));
        var scale = new NormalizationScale(gamma, variance, normalization.Epsilon);
        // Without μ and β there is no shift, whatever γ is: 0·∞ is not 0.
        var shift = beta is FilledTensor { Value: 0 } && mean is FilledTensor { Value: 0 }
            ? beta
            : new FoldedBias(new FilledTensor(0, gamma.Shape), gamma, beta, mean, variance, normalization.Epsilon);
        return new(
            node.Name, source, destination, draft.PackVector(node.Name + " scale", scale),
            draft.PackVector(node.Name + " shift", shift), normalization.Activation);
    }
}
