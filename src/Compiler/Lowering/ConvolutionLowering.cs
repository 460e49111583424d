using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Layouts;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Convolutions and dense layers.</summary>
internal static class ConvolutionLowering
{
    public static void Lower(Node node, Candidate choice, CostModel costs, PlanDraft draft)
    {
        KernelCall call = choice.Method switch
        {
            ConvMethod.Direct => Direct(node, costs, draft),
            ConvMethod.Depthwise => Depthwise(node, draft),
            ConvMethod.Planar => Planar(node, draft),
            ConvMethod.Im2col => Im2col(node, draft),
            ConvMethod.WinogradColumns => WinogradColumns(node, choice.TileHeight, draft),
            ConvMethod.Fourier when ConvShape.Of(node).IsDepthwise => FourierLowering.Depthwise(node, choice, draft),
            ConvMethod.Fourier => FourierLowering.Dense(node, choice, costs, draft),
            _ => Winograd(node, choice, costs, draft),
        };
        draft.Calls.Add(call);
    }

    /// <summary>A convolution whose output transform computes the max-pool behind it.</summary>
    public static void LowerPooled(PooledConvolution pooled, Candidate choice, CostModel costs, PlanDraft draft) =>
        draft.Calls.Add(Winograd(pooled.Convolution, choice, costs, draft, pooled));

    public static void LowerDense(Node node, PlanDraft draft)
    {
        var image = draft.Storages.SourceOf(node.Inputs[0]!);
        var source = image == node.Inputs[0] ? draft.Operand(node, 0) : draft.ViewOf(image);
        var destination = draft.ViewOf(node.Output);
        var g = source.Geometry;
        if (RowMajorWeights.Fit(node) && RowMajorWeights.IsVector(g))
        {
            var rows = draft.Matrix(node.Name, (StoredTensor)node.Inputs[1]!.Constant!);
            draft.Calls.Add(new GemvCall(node.Name, source, destination, Residual(node, draft), rows, Bias(node, draft), ((Gemm)node.Op).Activation));
            return;
        }

        var (weights, outputs, inputs) = (node.Inputs[1]!.Constant!, destination.Geometry.BlockCount * 16, g.Channels * g.Height * g.Width);
        var isShort = ShortWeights.Fit(node, g);
        var filters = isShort
            ? draft.Pack(node.Name, weights, new WeightPacking.DensePairs(g.Channels, g.Height, g.Width, g.Block), outputs * ((inputs + 1) / 2))
            : draft.Pack(node.Name, weights, new WeightPacking.Dense(g.Channels, g.Height, g.Width, g.Block), outputs * inputs);
        var factors = isShort ? draft.Pack($"{node.Name} factors", weights, new WeightPacking.Factors(), outputs) : null;
        var call = new DenseCall(
            node.Name, source, destination, Residual(node, draft), filters, Bias(node, draft), ((Gemm)node.Op).Activation, [], factors);
        draft.Calls.Add(g.Batch == 1 ? call : call with { Tilings = TilingRules.ForSamples(g.Batch, call.BlocksPerItem) });
    }

    public static void LowerTransposed(Node node, PlanDraft draft)
    {
        var (conv, shape) = ((ConvTranspose)node.Op, TransposedShape.Of(node));
        var (source, destination) = (draft.Operand(node, 0), draft.ViewOf(node.Output));
        var (rows, columns, block) = (shape.Rows, shape.Columns, destination.Geometry.Block);
        var filters = draft.Pack(
            node.Name, node.Inputs[1]!.Constant!,
            new WeightPacking.Transposed(rows.Stride, columns.Stride, source.Geometry.Block, block),
            destination.Geometry.BlockCount * block * shape.Inputs * rows.Kernel * columns.Kernel);
        var window = new Window(rows.Kernel, columns.Kernel, rows.Stride, columns.Stride, rows.Pad, columns.Pad);
        var call = new TransposedConv(
            node.Name, source, destination, window, filters, Bias(node, draft), conv.Activation, []);
        draft.Calls.Add(call with { Columns = Phases(columns, call.BlocksPerItem, block).ToEquatableArray() });
    }

    // Where the stride does not divide the row, the first phases have a pixel more.
    private static IEnumerable<PhaseRun> Phases(TransposedAxis columns, int blocks, int block)
    {
        var (pixels, longer) = (columns.Output / columns.Stride, columns.Output % columns.Stride);
        if (longer > 0)
            yield return new(0, longer, TilingRules.ForSums(pixels + 1, block, blocks));
        if (pixels > 0)
            yield return new(longer, columns.Stride, TilingRules.ForSums(pixels, block, blocks));
    }

    private static DirectConv Direct(Node node, CostModel costs, PlanDraft draft)
    {
        var (conv, shape) = ((Conv)node.Op, ConvShape.Of(node));
        var (source, destination) = (draft.Operand(node, 0), draft.ViewOf(node.Output));
        var block = destination.Geometry.Block;
        var filters = draft.Pack(
            node.Name, node.Inputs[1]!.Constant!, new WeightPacking.Blocked(source.Geometry.Block, block),
            destination.Geometry.BlockCount * block * shape.Inputs / shape.Group * shape.KernelHeight * shape.KernelWidth);
        var call = new DirectConv(
            node.Name, source, destination, Residual(node, draft), WindowOf(shape), shape.Group,
            filters, Bias(node, draft), conv.Activation, []);
        return TilingRules.WithTilings(call, costs.HasFarFilters);
    }

    private static Im2colConv Im2col(Node node, PlanDraft draft)
    {
        var (conv, shape) = ((Conv)node.Op, ConvShape.Of(node));
        var (source, destination) = (draft.Operand(node, 0), draft.ViewOf(node.Output));
        var block = destination.Geometry.Block;
        var filters = draft.Pack(
            node.Name, node.Inputs[1]!.Constant!, new WeightPacking.Blocked(source.Geometry.Block, block),
            destination.Geometry.BlockCount * block * shape.Inputs * shape.KernelHeight * shape.KernelWidth);
        var call = new Im2colConv(
            node.Name, source, destination, Residual(node, draft), WindowOf(shape), 1, filters, Bias(node, draft), conv.Activation, [], destination);
        var pixels = TilingRules.PixelsOfPatches(call.Pixels, call.PatchStride);
        call = call with { PixelBlock = pixels, Tilings = TilingRules.ForSums(pixels, block, call.BlocksPerProduct) };
        return call with { Scratch = draft.Scratch(call.ScratchLength) };
    }

    private static ColumnWinogradConv WinogradColumns(Node node, int tileHeight, PlanDraft draft)
    {
        var (conv, shape) = ((Conv)node.Op, ConvShape.Of(node));
        var (source, destination) = (draft.Operand(node, 0), draft.ViewOf(node.Output));
        var block = destination.Geometry.Block;
        var filters = draft.Pack(
            node.Name, node.Inputs[1]!.Constant!, new WeightPacking.WinogradColumns(tileHeight, source.Geometry.Block, block),
            (tileHeight + shape.KernelHeight - 1) * destination.Geometry.BlockCount * block * shape.Inputs * shape.KernelWidth);
        var call = new ColumnWinogradConv(
            node.Name, source, destination, WindowOf(shape), tileHeight, filters, Bias(node, draft), conv.Activation, [], destination);
        call = call with { Tilings = TilingRules.ForSums(shape.OutputWidth, block, call.BlocksPerProduct) };
        return call with { Scratch = draft.Scratch(call.ScratchLength) };
    }

    private static DepthwiseConv Depthwise(Node node, PlanDraft draft)
    {
        var (conv, shape) = ((Conv)node.Op, ConvShape.Of(node));
        var (source, destination) = (draft.Operand(node, 0), draft.ViewOf(node.Output));
        var block = destination.Geometry.Block;
        var filters = draft.Pack(
            node.Name, node.Inputs[1]!.Constant!, new WeightPacking.Depthwise(block),
            destination.Geometry.BlockCount * block * shape.KernelHeight * shape.KernelWidth);
        return new(
            node.Name, source, destination, Residual(node, draft), WindowOf(shape), filters, Bias(node, draft),
            conv.Activation, TilingRules.ForDepthwise(shape.OutputWidth, block));
    }

    private static PlanarConv Planar(Node node, PlanDraft draft)
    {
        var (conv, shape) = ((Conv)node.Op, ConvShape.Of(node));
        var source = draft.Operand(node, 0);
        var filters = draft.Pack(
            node.Name, node.Inputs[1]!.Constant!, new WeightPacking.Planar(), (int)node.Inputs[1]!.Shape.ElementCount);
        var outputs = shape.Outputs / shape.Group;
        var maps = Enumerable.Range(1, PlanarTile.MaximumMaps).Last(count => outputs % count == 0);
        var tilings = new PlanarTilings(shape.OutputWidth, shape.OutputHeight, shape.StrideWidth, maps).All();
        return new(
            node.Name, source, draft.ViewOf(node.Output), Residual(node, draft), WindowOf(shape), shape.Group,
            tilings.Count == 0 ? 1 : maps, filters, Bias(node, draft), conv.Activation, tilings);
    }

    private static WinogradConv Winograd(
        Node node, Candidate choice, CostModel costs, PlanDraft draft, PooledConvolution? pooled = null)
    {
        var (conv, shape) = ((Conv)node.Op, ConvShape.Of(node));
        var (source, destination) = (draft.Operand(node, 0), draft.ViewOf(pooled?.Output ?? node.Output));
        var phases = shape.Phases;
        var positions = (choice.TileHeight + phases.KernelHeight - 1) * (choice.TileWidth + phases.KernelWidth - 1);
        var blocks = destination.Geometry.BlockCount;
        var filters = draft.Pack(
            node.Name, node.Inputs[1]!.Constant!,
            new WeightPacking.Winograd(choice.TileHeight, choice.TileWidth, shape.StrideHeight, shape.StrideWidth),
            positions * blocks * shape.Inputs * phases.Count * 16);
        if (shape.IsGathered)
            source = Gather(node, source, choice, draft);
        var call = new WinogradConv(
            node.Name, source, destination, Residual(node, draft), WindowOf(shape), choice.TileHeight, choice.TileWidth, 1,
            filters, Bias(node, draft), pooled?.Function ?? conv.Activation, [], destination)
        {
            IsPooled = pooled is not null,
            IsGathered = shape.IsGathered,
        };
        var tileBlock = Math.Min(call.Tiles, costs.TileBlock(shape, choice.TileHeight, choice.TileWidth));
        call = call with { TileBlock = tileBlock, Tilings = TilingRules.ForProducts(tileBlock, call.BlocksPerItem) };
        return call with { Scratch = draft.Scratch(call.ScratchLength) };
    }

    /// <summary>The phases of the source as channels, for all tiles.</summary>
    private static TensorView Gather(Node node, TensorView source, Candidate choice, PlanDraft draft)
    {
        var shape = ConvShape.Of(node);
        var (phases, covered) = (shape.Phases, choice.Covered(shape));
        var gathered = draft.Image(new(
            shape.Batch, shape.Inputs * phases.Count, ChannelBlock.Full,
            covered.Rows + phases.KernelHeight - 1, covered.Columns + phases.KernelWidth - 1));
        draft.Calls.Add(new GatherPhases(node.Name, source, gathered, WindowOf(shape)));
        return gathered;
    }

    public static TensorView? Residual(Node node, PlanDraft draft) => node.Input(3) is null ? null : draft.Operand(node, 3);

    public static PackedTensor Bias(Node node, PlanDraft draft)
    {
        var channels = node.Output.Shape[1];
        return draft.PackVector(
            node.Name + " bias", node.Input(2)?.Constant ?? new FilledTensor(0, TensorShape.Of(channels)));
    }

    public static Window WindowOf(ConvShape shape) => new(
        shape.KernelHeight, shape.KernelWidth, shape.StrideHeight, shape.StrideWidth, shape.PadTop, shape.PadLeft,
        shape.DilationHeight, shape.DilationWidth);
}
