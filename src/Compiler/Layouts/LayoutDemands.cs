using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Layouts;

/// <summary>What each operator asks of the layout of its operands, and which layout its result has.</summary>
internal sealed class LayoutDemands(IReadOnlyDictionary<Node, AlgorithmChoice> algorithms)
{
    /// <summary>The demand on operand <paramref name="input"/> of a node whose result has the block <paramref name="outputBlock"/>.</summary>
    public LayoutDemand Of(Node node, int input, int outputBlock) => node.Op switch
    {
        Conv when input == 0 => OfConvolution(node),
        ConvTranspose when input == 0 => new(null, TransposedShape.Of(node).Borders, IsBlocked: true),
        Conv or Gemm when input == 3 => new(outputBlock, Borders.None),
        MaxPool or AveragePool => new(outputBlock, Borders.None),
        Add or Mul when node.Inputs[input]!.Shape[1] != 1 || node.Output.Shape[1] == 1 => new(outputBlock, Borders.None),
        BatchNormalization or Activate or Lrn => new(outputBlock, Borders.None),
        Compute => new(null, Borders.None, IsStrided: true),
        Recurrent => new(IsPlanar(node.Inputs[input]!.Type) || node.Inputs[input]!.Shape.Rank > 2 ? ChannelBlock.Planar : ChannelBlock.Full, Borders.None),
        _ => new(null, Borders.None),
    };

    /// <summary>Whether a tensor is planar always: kernels for blocks know floats of up to four axes.</summary>
    public static bool IsPlanar(TensorType type) => type.Element != ElementType.Float32 || type.Shape.Rank is 0 or > 4;

    /// <summary>The channel block of a node's result; <paramref name="inputBlocks"/> are those of its operands that are computed.</summary>
    public int BlockOfOutput(Node node, IReadOnlyList<int> inputBlocks) =>
        node.Op is Compute or Recurrent || IsPlanar(node.Output.Type) || KeepsPlanar(node, inputBlocks)
            ? ChannelBlock.ForLoops(node.Output.Type)
            : BlockOfImage(node, inputBlocks.Count > 0 ? inputBlocks[0] : ChannelBlock.Full);

    /// <summary>
    /// Whether a node that any layout will do for has planar operands: then its result is planar without a copy. A softmax over rows or columns
    /// of an input is planar as well, where the values of a row lie side by side.
    /// </summary>
    private static bool KeepsPlanar(Node node, IReadOnlyList<int> inputBlocks) =>
        (node.Op is Softmax { Axis: > 1 } && inputBlocks.Count == 0)
        || (PlanarPools.Take(node) && inputBlocks.All(block => block == ChannelBlock.Planar))
        || node.Op is Reshape or Concat or Softmax or Pad or Add or Mul && inputBlocks.Count > 0 && inputBlocks.All(block => block == ChannelBlock.Planar);

    private int BlockOfImage(Node node, int inputBlock) => node.Op switch
    {
        Conv when algorithms[node].Chosen.Method == ConvMethod.Planar => 1,
        Conv when algorithms[node].Chosen.Method is ConvMethod.Winograd or ConvMethod.Fourier => ChannelBlock.Full,
        Conv when algorithms[node].Chosen.Method == ConvMethod.Depthwise => ChannelBlock.Standard(node.Inputs[0]!.Shape),
        Conv => DirectBlock(node),
        MaxPool or AveragePool => ChannelBlock.Standard(node.Inputs[0]!.Shape),
        Activate or BatchNormalization or Lrn or Pad or Identity or StackSamples => inputBlock,
        Reshape when IsSameImage(node) => inputBlock,
        _ => ChannelBlock.Standard(node.Output.Shape),
    };

    /// <summary>Whether a reshape leaves every element in its row and column: a sequence that becomes an image of one row does.</summary>
    public static bool IsSameImage(Node reshape) =>
        ImageShape.Of(reshape.Inputs[0]!.Shape) == ImageShape.Of(reshape.Output.Shape);

    private static int DirectBlock(Node node) =>
        ((Conv)node.Op).Group > 1 ? ChannelBlock.Full : ChannelBlock.Standard(node.Output.Shape);

    private LayoutDemand OfConvolution(Node node)
    {
        var shape = ConvShape.Of(node);
        var choice = algorithms[node].Chosen;
        var (rows, columns) = choice.Covered(shape);
        return choice.Method switch
        {
            ConvMethod.Winograd when shape.IsGathered => new(
                ImageShape.Of(node.Inputs[0]!.Shape).Channels <= ChannelBlock.Full / 4 ? ChannelBlock.Planar : null, Borders.None),
            // Phases with a tap less read as many rows and columns as the others.
            ConvMethod.Winograd => new(ChannelBlock.Full, WindowBorders(
                shape with
                {
                    KernelHeight = shape.Phases.KernelHeight * shape.StrideHeight,
                    KernelWidth = shape.Phases.KernelWidth * shape.StrideWidth,
                },
                rows, columns)),
            ConvMethod.WinogradColumns => new(null, WindowBorders(shape, rows, columns)),
            ConvMethod.Depthwise => new(
                ChannelBlock.Standard(node.Inputs[0]!.Shape), WindowBorders(shape, shape.OutputHeight, shape.OutputWidth)),
            // Both copy what they read of the image first, and know where it ends.
            ConvMethod.Fourier => new(ChannelBlock.Full, Borders.None),
            ConvMethod.Im2col => new(null, Borders.None, IsBlocked: true),
            ConvMethod.Planar => new(1, WindowBorders(shape, shape.OutputHeight, shape.OutputWidth)),
            _ => new(
                shape.Group > 1 ? ChannelBlock.Full : null, WindowBorders(shape, shape.OutputHeight, shape.OutputWidth),
                IsBlocked: !DirectReading.TakesPlanar(shape)),
        };
    }

    // Everything that windows at outputs 0 … rows−1 and 0 … columns−1 touch beyond the input.
    private static Borders WindowBorders(ConvShape shape, int rows, int columns)
    {
        var lastRow = ((rows - 1) * shape.StrideHeight) + ((shape.KernelHeight - 1) * shape.DilationHeight) - shape.PadTop;
        var lastColumn = ((columns - 1) * shape.StrideWidth) + ((shape.KernelWidth - 1) * shape.DilationWidth) - shape.PadLeft;
        return new(
            shape.PadTop, shape.PadLeft,
            Math.Max(0, lastRow - (shape.InputHeight - 1)), Math.Max(0, lastColumn - (shape.InputWidth - 1)));
    }
}
