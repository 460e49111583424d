using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Shapes;

/// <summary>Gemm: x [N, K], w [M, K], bias [M], residual [N, M] → [N, M].</summary>
internal static class DenseShapes
{
    public static InferredType Infer(Operands operands)
    {
        operands.RequireCount(2, 4);
        var (x, w) = (operands[0], operands[1]);
        operands.Require(x.Rank == 2 && w.Rank == 2 && x[1] == w[1], "needs weights [out, in] that fit its input [N, in]");
        operands.Require(operands.Optional(2) is not { } bias || bias == TensorShape.Of(w[0]), $"needs a bias of {w[0]}");
        var result = TensorShape.Of(x[0], w[0]);
        operands.Require(operands.Optional(3) is not { } residual || residual == result, $"needs a residual of shape {result}");
        return InferredType.Float(x[0], w[0]);
    }
}
