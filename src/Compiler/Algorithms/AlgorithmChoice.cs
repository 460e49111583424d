using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Algorithms;

/// <summary>How a convolution is computed.</summary>
internal enum ConvMethod
{
    /// <summary>Sums in registers, vectors of output channels.</summary>
    Direct,

    /// <summary>One filter per channel, vectors of channels.</summary>
    Depthwise,

    /// <summary>Row by row on planar tensors: for groups that are no whole channel blocks.</summary>
    Planar,

    /// <summary>Winograd's minimal filtering.</summary>
    Winograd,
}

/// <summary>An algorithm with its predicted time. Tile sizes are 1 except for Winograd.</summary>
/// <param name="Taps">Rows or columns of the filter, for Winograd.</param>
internal sealed record Candidate(ConvMethod Method, long Nanoseconds, int TileHeight = 1, int TileWidth = 1, int Taps = 1)
{
    public string Description => Method switch
    {
        ConvMethod.Winograd when TileHeight == 1 => $"Winograd F({TileWidth},{Taps})",
        ConvMethod.Winograd when TileWidth == 1 => $"Winograd F({TileHeight},{Taps})",
        ConvMethod.Winograd => $"Winograd F({TileHeight}×{TileWidth},{Taps}×{Taps})",
        ConvMethod.Depthwise => "depthwise",
        ConvMethod.Planar => "planar rows",
        _ => "direct",
    };
}

/// <summary>What was chosen for a convolution, and what came second.</summary>
internal sealed record AlgorithmChoice(Candidate Chosen, Candidate? RunnerUp);
