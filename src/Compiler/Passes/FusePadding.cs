using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Passes;

/// <summary>
/// Moves a Pad into the pads of the Conv or AveragePool behind it.
/// <code>
/// a = Pad(x, 1); b = Conv(a, w) pads 0   →   b = Conv(x, w) pads 1
/// </code>
/// Never into a MaxPool, whose padding counts as −∞; into an AveragePool only if padding counts as zeros there too, and not in ceil
/// mode, where windows may start in the zeros of a Pad but not in padding behind the input.
/// </summary>
internal sealed class FusePadding : IGraphPass
{
    public string Name => nameof(FusePadding);

    public bool Run(Graph graph)
    {
        var changed = false;
        foreach (var node in graph.Nodes.Where(node => node.Op is Conv or AveragePool).ToList())
            while (Fuse(graph, node)) // once for each of several Pads in a row
                changed = true;
        return changed;
    }

    private static bool Fuse(Graph graph, Node node)
    {
        if (graph.SoleProducer(node.Inputs[0]) is not { Op: Pad pad } producer
            || SpatialPads(pad) is not { } pads || WithPads(node.Op, pads) is not { } op)
            return false;
        node.Op = op;
        node.Inputs[0] = producer.Inputs[0];
        graph.Nodes.Remove(producer);
        return true;
    }

    /// <summary>Begins, then ends of the spatial axes; null if batch or channels are padded too.</summary>
    private static EquatableArray<int>? SpatialPads(Pad pad)
    {
        var rank = pad.Pads.Count / 2;
        var isSpatial = rank > 2 && pad.Pads[0] == 0 && pad.Pads[1] == 0 && pad.Pads[rank] == 0 && pad.Pads[rank + 1] == 0;
        return isSpatial ? pad.Pads.Where((_, i) => i % rank >= 2).ToEquatableArray() : null;
    }

    private static Op? WithPads(Op op, EquatableArray<int> pads) => op switch
    {
        Conv conv => conv with { Pads = Sum(conv.Pads, pads) },
        AveragePool { CeilMode: false } pool when pool.CountIncludePad || pool.Pads.All(size => size == 0) =>
            pool with { Pads = Sum(pool.Pads, pads), CountIncludePad = true },
        _ => null,
    };

    private static EquatableArray<int> Sum(EquatableArray<int> a, EquatableArray<int> b) =>
        a.Select((size, i) => size + b[i]).ToEquatableArray();
}
