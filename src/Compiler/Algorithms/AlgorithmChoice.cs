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

    /// <summary>Winograd's minimal filtering along the columns, and a direct convolution along the rows.</summary>
    WinogradColumns,

    /// <summary>Patches of the input side by side in scratch, multiplied as a matrix.</summary>
    Im2col,

    /// <summary>Fast Fourier transforms of overlapping tiles.</summary>
    Fourier,
}

/// <summary>An algorithm with its predicted time. Tile sizes are 1 except for Winograd.</summary>
/// <param name="Taps">Rows and columns of the filter, for Winograd: of one phase, where the convolution has a stride.</param>
internal sealed record Candidate(ConvMethod Method, long Nanoseconds, int TileHeight = 1, int TileWidth = 1, (int Height, int Width) Taps = default)
{
    /// <summary>Of the direct method, whether each pixel of one group sees itself only: then it is a product of matrices as it is.</summary>
    public bool IsPointwise { get; init; }

    /// <summary>Of Winograd's method, whether it computes a strided convolution as the sum of its phases.</summary>
    public bool IsPhased { get; init; }

    /// <summary>Rows and columns of samples of a Fourier transform.</summary>
    public (int Rows, int Columns) Samples { get; init; }

    /// <summary>Rows and columns of outputs that whole tiles cover.</summary>
    public (int Rows, int Columns) Covered(ConvShape shape) =>
        (CostModel.RoundUp(shape.OutputHeight, TileHeight), CostModel.RoundUp(shape.OutputWidth, TileWidth));

    public string Description => Method switch
    {
        ConvMethod.Winograd => $"Winograd {Filtering}{(IsPhased ? " by phases" : "")}",
        ConvMethod.WinogradColumns => $"Winograd F({TileHeight},{Taps.Height}) along columns",
        ConvMethod.Fourier when Samples.Rows == 1 => $"FFT of {Samples.Columns} samples",
        ConvMethod.Fourier when Samples.Columns == 1 => $"FFT of {Samples.Rows} samples",
        ConvMethod.Fourier => $"FFT of {Samples.Rows}×{Samples.Columns} samples",
        ConvMethod.Im2col => "im2col and GEMM",
        ConvMethod.Depthwise => "depthwise",
        ConvMethod.Planar => "planar rows",
        _ => IsPointwise ? "implicit GEMM" : "direct",
    };

    private string Filtering =>
        Taps.Height == 1 ? $"F({TileWidth},{Taps.Width})"
        : Taps.Width == 1 ? $"F({TileHeight},{Taps.Height})"
        : $"F({TileHeight}×{TileWidth},{Taps.Height}×{Taps.Width})";
}

/// <summary>What was chosen for a convolution, and what came second.</summary>
internal sealed record AlgorithmChoice(Candidate Chosen, Candidate? RunnerUp);
