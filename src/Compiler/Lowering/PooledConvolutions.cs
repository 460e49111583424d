using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Layouts;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>
/// The max-pools that a Winograd convolution computes with its output transform: a tile of even size holds whole windows of 2×2, whose
/// maxima are taken in registers, so that the convolution's own result is neither written nor read.
/// </summary>
internal sealed class PooledConvolutions
{
    private readonly Dictionary<Node, PooledConvolution> _nodes = [];

    public PooledConvolutions(Graph graph, IReadOnlyDictionary<Node, AlgorithmChoice> algorithms)
    {
        foreach (var node in graph.Nodes.Where(node => node.Op is Conv))
            if (Find(graph, node, algorithms[node].Chosen) is { } pooled)
                foreach (var part in pooled.Parts)
                    _nodes[part] = pooled;
    }

    /// <summary>What a node is a part of: the convolution, the pool, or the activation behind it; null if none.</summary>
    public PooledConvolution? Of(Node node) => _nodes.TryGetValue(node, out var pooled) ? pooled : null;

    /// <summary>Whether the result of a node stays in registers: the parts that come later read it there.</summary>
    public bool IsInRegisters(Node node) => Of(node) is { } pooled && pooled.Output != node.Output;

    private static PooledConvolution? Find(Graph graph, Node node, Candidate choice)
    {
        var conv = (Conv)node.Op;
        var holdsWindows = choice is { Method: ConvMethod.Winograd } && choice.TileHeight % 2 == 0 && choice.TileWidth % 2 == 0;
        // Neither the added bias nor these activations ever fall, rounding included: applied to the maximum, they give the same bits.
        if (!holdsWindows || !KernelVariant.IsInRegisters(conv.Activation) || node.Input(3) is not null || !graph.HasSingleConsumer(node.Output))
            return null;
        var pool = graph.ConsumersOf(node.Output).Single();
        if (!IsFusable(pool))
            return null;
        var activation = conv.Activation.IsNone && graph.HasSingleConsumer(pool.Output)
            ? graph.ConsumersOf(pool.Output).SingleOrDefault(reader => reader.Op is Activate) : null;
        return new(node, pool, activation);
    }

    /// <summary>Whether a node takes the maxima of windows of 2×2 side by side, all inside the image, of whole channel blocks.</summary>
    private static bool IsFusable(Node node)
    {
        if (node.Op is not MaxPool pool || node.Outputs.Count > 1)
            return false;
        var (image, maxima) = (node.Inputs[0]!.Shape, node.Output.Shape);
        return pool.Kernel.All(size => size == 2) && pool.Strides.All(stride => stride == 2) && pool.Dilations.All(step => step == 1)
            && pool.Pads.All(pad => pad == 0)
            && 2 * maxima[2] <= image[2] && 2 * maxima[3] <= image[3]
            && ChannelBlock.Standard(image) == ChannelBlock.Full;
    }
}

/// <summary>A convolution and the max-pool that it computes, with the activation behind that, if there is one to apply.</summary>
internal sealed record PooledConvolution(Node Convolution, Node Pool, Node? Activation)
{
    public IEnumerable<Node> Parts => Activation is null ? [Convolution, Pool] : [Convolution, Pool, Activation];

    /// <summary>The only result that is written.</summary>
    public Value Output => (Activation ?? Pool).Output;

    /// <summary>What is applied to the maxima: the convolution's own activation or the one behind the pool.</summary>
    public ActivationFunction Function => Activation is null ? ((Conv)Convolution.Op).Activation : ((Activate)Activation.Op).Function;
}
