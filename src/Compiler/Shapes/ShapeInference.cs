using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Shapes;

/// <summary>
/// The type of an operator's result from the types of its operands. A network that cannot work gives a <see cref="ShapeError"/>;
/// a node that no front end could have meant (missing operands, filters that do not fit) is a mistake in the compiler and throws.
/// </summary>
internal static class ShapeInference
{
    /// <param name="inputs">Types of the operands; null where an optional operand is absent.</param>
    /// <exception cref="InvalidOperationException">The node is malformed.</exception>
    public static InferredType Infer(Op op, IReadOnlyList<TensorType?> inputs)
    {
        var operands = new Operands(op, inputs);
        return op switch
        {
            Conv conv => ConvolutionShapes.Infer(conv, operands),
            ConvTranspose conv => ConvolutionShapes.Infer(conv, operands),
            Gemm => DenseShapes.Infer(operands),
            MaxPool pool => PoolingShapes.Infer(pool, operands),
            AveragePool pool => PoolingShapes.Infer(pool, operands),
            GlobalAveragePool or GlobalMaxPool => PoolingShapes.InferGlobal(operands),
            Add or Mul => ElementwiseShapes.InferJoin(operands),
            BatchNormalization => ElementwiseShapes.InferNormalization(operands),
            Lrn => ElementwiseShapes.InferLocalResponse(operands),
            Softmax softmax => ElementwiseShapes.InferSoftmax(softmax, operands),
            Activate or Identity => ElementwiseShapes.InferUnary(operands),
            Reshape reshape => MovementShapes.Infer(reshape, operands),
            Pad pad => MovementShapes.Infer(pad, operands),
            Compute compute => compute.Result,
            Recurrent recurrent => RecurrentShapes.Infer(recurrent.Form, operands),
            StackSamples stack => MovementShapes.Infer(stack, operands),
            Concat concat => MovementShapes.Infer(concat, operands),
            _ => throw new InvalidOperationException($"{op.Name} has no shape rule."),
        };
    }
}
