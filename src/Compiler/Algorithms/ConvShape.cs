using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Algorithms;

/// <summary>The numbers of a two-dimensional convolution, gathered from a node.</summary>
internal sealed record ConvShape(
    int Batch, int Inputs, int Outputs, int Group, int InputHeight, int InputWidth, int OutputHeight, int OutputWidth,
    int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth,
    int PadTop, int PadLeft)
{
    public static ConvShape Of(Node node)
    {
        var conv = (Conv)node.Op;
        var (x, w, y) = (node.Inputs[0]!.Shape, node.Inputs[1]!.Shape, node.Output.Shape);
        return new(
            x[0], x[1], w[0], conv.Group, x[2], x[3], y[2], y[3], w[2], w[3], conv.Strides[0], conv.Strides[1],
            conv.Dilations[0], conv.Dilations[1], conv.Pads[0], conv.Pads[1]);
    }

    public ConvFeatures Features =>
        new(KernelHeight, KernelWidth, StrideHeight, StrideWidth, DilationHeight, DilationWidth, Group, Inputs, Outputs);

    /// <summary>The convolutions of stride 1 that this is the sum of.</summary>
    public Polyphase Phases => new(KernelHeight, KernelWidth, StrideHeight, StrideWidth);

    /// <inheritdoc cref="Polyphase.IsGathered"/>
    public bool IsGathered => Phases.IsGathered(Inputs);

    public bool IsDepthwise => Group == Inputs && Outputs == Inputs && Group > 1;

    public long Macs =>
        (long)Batch * Outputs * OutputHeight * OutputWidth * (Inputs / Group) * KernelHeight * KernelWidth;
}
