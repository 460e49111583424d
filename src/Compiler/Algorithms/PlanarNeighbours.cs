using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Layouts;

namespace ModelCompiler.Compiler.Algorithms;

/// <summary>
/// What a convolution on planar rows costs beside itself: its image and its result are copied to another layout where the layers before
/// and behind want channels in blocks.
/// </summary>
/// <param name="chosen">The choices for the convolutions before.</param>
internal sealed class PlanarNeighbours(Graph graph, CostModel costs, IReadOnlyDictionary<Node, AlgorithmChoice> chosen)
{
    /// <summary>Nanoseconds of the copies around a convolution, were it computed on planar rows.</summary>
    public long Copies(Node node) =>
        (IsPlanar(node.Inputs[0]!) ? 0 : Copy(node.Inputs[0]!))
        + (IsReadPlanar(node.Output) ? 0 : Copy(node.Output))
        + (node.Input(3) is { } residual && !IsPlanar(residual) ? Copy(residual) : 0);

    private long Copy(Value value) => costs.Copy(value.Shape.ElementCount, reorders: true);

    /// <summary>Whether a value is planar without a copy.</summary>
    private bool IsPlanar(Value value) => value.Producer is not { } producer ? !graph.ConsumersOf(value).Skip(1).Any() : producer.Op switch
    {
        Conv => chosen[producer].Chosen.Method == ConvMethod.Planar,
        Compute => true,
        Activate or MaxPool or AveragePool => TakesEither(producer) && IsPlanar(producer.Inputs[0]!),
        _ => false,
    };

    /// <summary>Whether all that read a value read it as planar rows without a loss.</summary>
    private bool IsReadPlanar(Value value) => graph.ConsumersOf(value).All(reader => reader.Op switch
    {
        Conv => reader.Input(3) != value && ReadsPlanar(ConvShape.Of(reader)),
        Activate or MaxPool or AveragePool => TakesEither(reader) && IsReadPlanar(reader.Output),
        Reshape => IsFlattened(reader),
        Compute => true,
        _ => false,
    });

    private static bool TakesEither(Node node) => node.Op is Activate || PlanarPools.Take(node);

    // Of so few channels Winograd's algorithm along columns combines planar rows, too, and the one along both axes is not considered.
    private static bool ReadsPlanar(ConvShape shape) =>
        !shape.IsDepthwise && (shape.Group > 1 ? shape.Inputs / shape.Group % ChannelBlock.Full != 0 : DirectReading.TakesPlanar(shape));

    /// <summary>Whether only dense layers read the vector that an image becomes: their weights take its order.</summary>
    private bool IsFlattened(Node reshape) =>
        reshape.Output.Shape.Rank == 2 && graph.ConsumersOf(reshape.Output).All(reader => reader.Op is Gemm && reader.Input(3) != reshape.Output);
}
