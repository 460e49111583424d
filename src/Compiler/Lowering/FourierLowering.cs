using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Convolutions by Fourier transforms.</summary>
internal static class FourierLowering
{
    public static FourierConv Dense(Node node, Candidate choice, CostModel costs, PlanDraft draft)
    {
        var (conv, shape, window) = ((Conv)node.Op, ConvShape.Of(node), ConvolutionLowering.WindowOf(ConvShape.Of(node)));
        var (rows, columns) = choice.Samples;
        var (source, destination) = (draft.Operand(node, 0), draft.ViewOf(node.Output));
        var (frequencies, blocks) = (CostModel.Frequencies(rows, columns), destination.Geometry.BlockCount);
        var filters = draft.Pack(
            node.Name, node.Inputs[1]!.Constant!, new WeightPacking.Fourier(rows, columns, shape.DilationHeight, shape.DilationWidth),
            FourierConv.ProductsPerFrequency * frequencies * blocks * shape.Inputs * 16);
        var tileBlock = costs.FourierTileBlock(shape, rows, columns);
        var call = new FourierConv(
            node.Name, source, destination, ConvolutionLowering.Residual(node, draft), window,
            FourierTiling.For(destination.Geometry, window, rows, columns), tileBlock, frequencies, filters, ConvolutionLowering.Bias(node, draft),
            conv.Activation, TilingRules.ForProducts(tileBlock, blocks % 2 == 0 ? 2 : 1), destination);
        return call with { Scratch = draft.Scratch(call.ScratchLength) };
    }

    public static FourierDepthwiseConv Depthwise(Node node, Candidate choice, PlanDraft draft)
    {
        var (conv, shape, window) = ((Conv)node.Op, ConvShape.Of(node), ConvolutionLowering.WindowOf(ConvShape.Of(node)));
        var (rows, columns) = choice.Samples;
        var (source, destination) = (draft.Operand(node, 0), draft.ViewOf(node.Output));
        var filters = draft.Pack(
            node.Name, node.Inputs[1]!.Constant!, new WeightPacking.FourierDepthwise(rows, columns, shape.DilationHeight, shape.DilationWidth),
            CostModel.Frequencies(rows, columns) * 2 * 16 * destination.Geometry.BlockCount);
        var tiling = FourierTiling.For(destination.Geometry, window, rows, columns);
        return new(
            node.Name, source, destination, ConvolutionLowering.Residual(node, draft), window, tiling, filters,
            ConvolutionLowering.Bias(node, draft), conv.Activation, draft.Scratch(tiling.WorkLength));
    }
}
