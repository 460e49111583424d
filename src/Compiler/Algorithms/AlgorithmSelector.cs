using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Layouts;

namespace ModelCompiler.Compiler.Algorithms;

/// <summary>Chooses the algorithm of every convolution: the user's, else the cheapest by the cost model.</summary>
internal sealed class AlgorithmSelector(CostModel costs)
{
    // Transforms of eight samples, F(6, 3) and F(4, 5), are left to the user, of seven, F(4, 4), are not. F(6×6, 3×3) was at most 12 % faster than F(4×4, 3×3) in a
    // loop over one layer and no faster in whole networks, at twice the error.
    private const int MaximumAutomaticSize = 7;

    // Patches and spectra take memory, and in a Fourier transform a value that is not finite spreads over a whole tile: they must pay.
    private const double MemoryMargin = 0.8;

    // Up to 5×5 Winograd's algorithm multiplies as seldom. The filters of smaller kernels grow the most.
    private const int FewestFourierTaps = 26;

    // One tile of the planar kernel has so many output channels.
    private const int MaximumPlanarOutputs = 6;

    private static readonly (ConvAlgorithm Algorithm, int Tile)[] Tiles =
        [(ConvAlgorithm.Winograd2x2, 2), (ConvAlgorithm.Winograd4x4, 4), (ConvAlgorithm.Winograd6x6, 6)];

    public IReadOnlyDictionary<Node, AlgorithmChoice> Select(Graph graph)
    {
        var choices = new Dictionary<Node, AlgorithmChoice>();
        var neighbours = new PlanarNeighbours(graph, costs, choices);
        foreach (var node in graph.Nodes.Where(node => node.Op is Conv))
            choices.Add(node, Choose(node, neighbours));
        return choices;
    }

    private AlgorithmChoice Choose(Node node, PlanarNeighbours neighbours)
    {
        var shape = ConvShape.Of(node);
        var requested = ((Conv)node.Op).Algorithm;
        var epilogue = costs.Activation(((Conv)node.Op).Activation, node.Output.Shape.ElementCount);
        var planar = PlanarApplies(shape)
            ? [new(ConvMethod.Planar, costs.Convolution(shape, ConvMethod.Planar) + neighbours.Copies(node))] : Array.Empty<Candidate>();
        var candidates = planar.Concat(Candidates(shape, requested)).Where(candidate => candidate.Method != ConvMethod.WinogradColumns || node.Input(3) is null)
            .Select(candidate => candidate with { Nanoseconds = candidate.Nanoseconds + epilogue }).OrderBy(candidate => candidate.Nanoseconds).ToList();
        var chosen = candidates.Find(candidate => Matches(candidate, requested)) ?? candidates.Find(candidate => Wins(candidate, candidates))!;
        return new(chosen, candidates.Find(candidate => candidate != chosen));
    }

    private IEnumerable<Candidate> Candidates(ConvShape shape, ConvAlgorithm requested)
    {
        var basic = BasicCandidate(shape);
        yield return basic;
        if (Im2colApplies(shape, requested))
        {
            // Nearly always a copy for nothing: not worth a mention as the runner-up.
            var im2col = new Candidate(ConvMethod.Im2col, costs.Convolution(shape, ConvMethod.Im2col));
            if (requested == ConvAlgorithm.Im2col || im2col.Nanoseconds <= MemoryMargin * basic.Nanoseconds)
                yield return im2col;
        }

        if (requested == ConvAlgorithm.Auto && WinogradColumnsApplies(shape))
            foreach (var (_, tile) in Tiles.Where(tile => tile.Tile + shape.KernelHeight - 1 <= MaximumAutomaticSize))
                yield return new(
                    ConvMethod.WinogradColumns, costs.Convolution(shape, ConvMethod.WinogradColumns, tile), tile,
                    Taps: (shape.KernelHeight, shape.KernelWidth));
        if (FourierApplies(shape, requested))
            yield return costs.Fourier(shape);
        foreach (var (algorithm, tile) in Tiles)
            if (WinogradApplies(shape, algorithm, requested) && WinogradCandidate(shape, tile) is var candidate
                && (IsAutomatic(candidate) || algorithm == requested))
                yield return candidate;
    }

    private Candidate BasicCandidate(ConvShape shape)
    {
        var method = shape.IsDepthwise ? ConvMethod.Depthwise : HasBlockGroups(shape) ? ConvMethod.Direct : ConvMethod.Planar;
        return new(method, costs.Convolution(shape, method)) { IsPointwise = shape is { KernelHeight: 1, KernelWidth: 1, Group: 1 } };
    }

    // A vector per pixel of up to six channels has lanes to spare.
    private static bool PlanarApplies(ConvShape shape) =>
        shape is { Group: 1, StrideWidth: 1, Outputs: <= MaximumPlanarOutputs } && shape.OutputWidth >= 4;

    private Candidate WinogradCandidate(ConvShape shape, int tile)
    {
        var phases = shape.Phases;
        var tileHeight = phases.KernelHeight == 1 ? 1 : tile;
        var tileWidth = phases.KernelWidth == 1 ? 1 : tile;
        return new(
            ConvMethod.Winograd, costs.Convolution(shape, ConvMethod.Winograd, tileHeight, tileWidth), tileHeight, tileWidth,
            (phases.KernelHeight, phases.KernelWidth)) { IsPhased = phases.Count > 1 };
    }

    /// <summary>Whether a candidate may be chosen unasked: those that take more memory have to be clearly faster than the others.</summary>
    private static bool Wins(Candidate candidate, IReadOnlyList<Candidate> candidates) =>
        candidate.Method is not (ConvMethod.Fourier or ConvMethod.Im2col)
        || candidates.All(other => other == candidate || candidate.Nanoseconds <= MemoryMargin * other.Nanoseconds);

    private static bool Im2colApplies(ConvShape shape, ConvAlgorithm requested) =>
        requested == ConvAlgorithm.Im2col || (requested == ConvAlgorithm.Auto && shape.Group == 1);

    private static bool FourierApplies(ConvShape shape, ConvAlgorithm requested) => requested switch
    {
        ConvAlgorithm.Fft => true,
        ConvAlgorithm.Auto => shape.KernelHeight * shape.KernelWidth >= FewestFourierTaps && shape.Features.MissingFor(ConvAlgorithm.Fft) is null,
        _ => false,
    };

    // F(4×4, 2×2) has five points along an axis, of which one stands without its opposite: for up to 15 % less time than F(2×2, 2×2), it has 2.5 times
    // the error. MLPerf's ResNet-8 was 11 times as far from exact outputs as ONNX Runtime with it, and is 0.9 times without.
    private static bool IsAutomatic(Candidate candidate) =>
        SizeOf(candidate) <= MaximumAutomaticSize && candidate is not { TileHeight: 4, TileWidth: 4, Taps: (2, 2) };

    /// <summary>Samples of the longer transform, m + r − 1.</summary>
    private static int SizeOf(Candidate candidate) =>
        Math.Max(candidate.TileHeight + candidate.Taps.Height, candidate.TileWidth + candidate.Taps.Width) - 1;

    /// <summary>Every group reads and writes whole channel blocks.</summary>
    private static bool HasBlockGroups(ConvShape shape) =>
        shape.Group == 1
        || (shape.Inputs / shape.Group % ChannelBlock.Full == 0 && shape.Outputs / shape.Group % ChannelBlock.Full == 0);

    // With up to 8 channels the 16 lanes of Winograd's kernels would be half empty; it is then only taken on request.
    private static bool WinogradApplies(ConvShape shape, ConvAlgorithm algorithm, ConvAlgorithm requested) =>
        shape.Features.MissingFor(algorithm) is null
        && (requested is ConvAlgorithm.Winograd2x2 or ConvAlgorithm.Winograd4x4 or ConvAlgorithm.Winograd6x6 || HasFullBlocks(shape));

    // What lies in a row does not matter to sums of rows, so that few channels leave no lane of the transforms empty. With fewer than four
    // the transforms outweigh what they save; from nine on the transforms along both axes save more.
    private static bool WinogradColumnsApplies(ConvShape shape) =>
        shape is { KernelHeight: 3 or 5, KernelWidth: > 1, StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1, Group: 1, Inputs: >= 4 and <= 8 };

    private static bool HasFullBlocks(ConvShape shape) =>
        ChannelBlock.ForChannels(shape.Inputs * shape.Phases.Count) == ChannelBlock.Full && ChannelBlock.ForChannels(shape.Outputs) == ChannelBlock.Full;

    private static bool Matches(Candidate candidate, ConvAlgorithm requested) => requested switch
    {
        ConvAlgorithm.Direct => candidate.Method is ConvMethod.Direct or ConvMethod.Depthwise or ConvMethod.Planar,
        ConvAlgorithm.ImplicitGemm => candidate.Method == ConvMethod.Direct,
        ConvAlgorithm.Depthwise => candidate.Method == ConvMethod.Depthwise,
        ConvAlgorithm.Im2col => candidate.Method == ConvMethod.Im2col,
        ConvAlgorithm.Fft => candidate.Method == ConvMethod.Fourier,
        ConvAlgorithm.Winograd2x2 => IsTile(candidate, 2),
        ConvAlgorithm.Winograd4x4 => IsTile(candidate, 4),
        ConvAlgorithm.Winograd6x6 => IsTile(candidate, 6),
        _ => false,
    };

    private static bool IsTile(Candidate candidate, int tile) =>
        candidate.Method == ConvMethod.Winograd && Math.Max(candidate.TileHeight, candidate.TileWidth) == tile;
}
