using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Testing.Reference.Bounds;

/// <summary>
/// Sums of K products: |ŷ − y| ≤ Σ|w|·E_x + E_b + E_r + γ_{K+4}·(Σ|w|·|x̂| + |b̂| + |r̂|). The four more are the rounding of a folded
/// filter, of the bias's and the residual's addition, and of a product where it is not fused.
/// </summary>
internal static class ConvolutionBound
{
    public static double[] Conv(Conv conv, BoundedTensor?[] operands, BoundedTensor result, KernelCall? transformed)
    {
        var linear = conv with { Activation = ActivationFunction.None };
        double[] Sum(Func<BoundedTensor, Tensor> choose) =>
            ReferenceConvolution.Conv(linear, Operands(operands, choose), result.Shape);
        var carried = Sum(operand => operand.Errors);
        var (magnitude, operations) = transformed switch
        {
            WinogradConv call => (WinogradBound.Magnitude(call, operands, result.Shape), WinogradBound.Operations(call)),
            ColumnWinogradConv call => (ColumnWinogradBound.Magnitude(call, operands, result.Shape), ColumnWinogradBound.Operations(call)),
            FourierConv call => (
                FourierBound.Magnitude(operands, result.Shape, conv.Group), FourierBound.Operations(call.Tiling, operands[1]!.Shape[1])),
            FourierDepthwiseConv call => (FourierBound.Magnitude(operands, result.Shape, conv.Group), FourierBound.Operations(call.Tiling, 1)),
            _ => (Sum(operand => operand.Magnitude), FilterLength(operands[1]!) + 4),
        };
        return ActivationBound.Apply(
            conv.Activation, Rounding.Accumulate(carried, magnitude, operations), magnitude, result.Data);
    }

    public static double[] Transposed(ConvTranspose conv, BoundedTensor?[] operands, BoundedTensor result)
    {
        var linear = conv with { Activation = ActivationFunction.None };
        double[] Sum(Func<BoundedTensor, Tensor> choose) =>
            ReferenceConvolution.Transposed(linear, Operands(operands, choose), result.Shape);
        var magnitude = Sum(operand => operand.Magnitude);
        var products = operands[1]!.Data.Length / operands[1]!.Shape[1];
        return ActivationBound.Apply(
            conv.Activation, Rounding.Accumulate(Sum(operand => operand.Errors), magnitude, products + 4), magnitude, result.Data);
    }

    public static double[] Gemm(Gemm gemm, BoundedTensor?[] operands, BoundedTensor result)
    {
        double[] Sum(Func<BoundedTensor, Tensor> choose) =>
            ReferenceConvolution.Gemm(new Gemm(), Operands(operands, choose), result.Shape);
        var magnitude = Sum(operand => operand.Magnitude);
        var error = Rounding.Accumulate(Sum(operand => operand.Errors), magnitude, FilterLength(operands[1]!) + 4);
        return ActivationBound.Apply(gemm.Activation, error, magnitude, result.Data);
    }

    // The filters' own rounding is one of the operations that γ counts.
    private static Tensor?[] Operands(BoundedTensor?[] operands, Func<BoundedTensor, Tensor> choose) =>
        [.. operands.Select((operand, i) => operand is null ? null : i == 1 ? operand.Absolute : choose(operand))];

    private static int FilterLength(BoundedTensor filters) => filters.Data.Length / filters.Shape[0];
}
