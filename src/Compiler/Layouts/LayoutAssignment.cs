using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Layouts;

/// <summary>
/// The layout of every value, in topological order: a producer's natural one, and beside it the converted copies that some
/// reader needs.
/// </summary>
internal sealed class LayoutAssignment
{
    private readonly LayoutDemands _demands;
    private readonly Dictionary<Value, int> _blocks = [];
    private readonly Dictionary<(Value Value, int Block), Borders> _borders = [];

    public LayoutAssignment(Graph graph, LayoutDemands demands)
    {
        _demands = demands;
        foreach (var input in graph.Inputs)
            Place(input, InputBlock(graph, input));
        foreach (var node in graph.Nodes)
        {
            var operands = node.Inputs.Where(value => value is { IsConstant: false }).ToList();
            foreach (var output in node.Outputs)
                Place(output, IsPlaneForConvolutions(graph, node, output)
                    ? ChannelBlock.Planar : demands.BlockOfOutput(node, [.. operands.Select(operand => _blocks[operand!])]));
            RecordDemands(node);
        }
    }

    /// <summary>The block in which a value is produced.</summary>
    public int BlockOf(Value value) => _blocks[value];

    /// <summary>The block in which a node reads an operand: the value's own, or that of a converted copy.</summary>
    public int BlockRead(Node node, int input)
    {
        var value = node.Inputs[input]!;
        return _demands.Of(node, input, _blocks[node.Output]).BlockFor(value.Shape, _blocks[value]);
    }

    /// <summary>The border of a value in one of its blocks.</summary>
    public Borders BordersOf(Value value, int block) => _borders[(value, block)];

    private void Place(Value value, int block)
    {
        _blocks[value] = block;
        _borders[(value, block)] = Borders.None;
    }

    private void RecordDemands(Node node)
    {
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            if (node.Inputs[i] is not { IsConstant: false } value)
                continue;
            var demand = _demands.Of(node, i, _blocks[node.Output]);
            var key = (value, demand.BlockFor(value.Shape, _blocks[value]));
            _borders[key] = _borders.TryGetValue(key, out var borders) ? borders.Union(demand.Borders) : demand.Borders;
        }
    }

    private int InputBlock(Graph graph, Value input)
    {
        var standard = ChannelBlock.Standard(input.Shape);
        var readers = ReadersOf(graph, input).ToList();
        // The rows of a sequence lie one behind the other, as a reshape leaves them.
        var isSequence = input.Shape.Rank == 3;
        if (LayoutDemands.IsPlanar(input.Type) || readers.TrueForAll(reader => reader.Node.Op is Compute || (isSequence && reader.Node.Op is Reshape)))
            return ChannelBlock.ForLoops(input.Type);
        var handedOver = input.Format is { ChannelsLast: true } ? ChannelBlock.Interleaved(input.Shape) : ChannelBlock.Planar;
        return AllTake(handedOver) ? handedOver : AllTake(ChannelBlock.Planar) ? ChannelBlock.Planar : standard;

        bool AllTake(int block) => readers.TrueForAll(reader => Takes(reader, input, block));
    }

    /// <summary>A reshape to an image of one channel that only convolutions read, which take its pixels side by side.</summary>
    private bool IsPlaneForConvolutions(Graph graph, Node node, Value output) =>
        node.Op is Reshape && ImageShape.Of(output.Shape) is { IsVector: false, Channels: 1 } && !graph.Outputs.Contains(output)
        && ReadersOf(graph, output).All(reader => Takes(reader, output, ChannelBlock.Planar));

    /// <summary>Whether a reader is a convolution of an image that it reads as it lies.</summary>
    private bool Takes((Node Node, Value Read) reader, Value image, int block) =>
        reader.Node.Op is Conv && reader.Node.Input(3) != reader.Read && _demands.Of(reader.Node, 0, block).BlockFor(image.Shape, block) == block;

    /// <summary>What reads a value, be it as a sequence or as an image of one row, or behind an activation, which takes any layout.</summary>
    private static IEnumerable<(Node Node, Value Read)> ReadersOf(Graph graph, Value value) => graph.ConsumersOf(value).SelectMany(
        node => (node.Op is Reshape && LayoutDemands.IsSameImage(node)) || (node.Op is Activate && graph.ConsumersOf(node.Output).Any())
            ? ReadersOf(graph, node.Output) : [(node, value)]);
}
