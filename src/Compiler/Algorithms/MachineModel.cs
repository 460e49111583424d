namespace ModelCompiler.Compiler.Algorithms;

/// <summary>Nanoseconds that Winograd's transforms take for one tile and 16 channels.</summary>
internal readonly record struct TransformCost(double Input, double Output);

/// <summary>A level of the memory hierarchy.</summary>
/// <param name="Bytes">How much it holds beside everything else that passes through it.</param>
/// <param name="BytesPerNanosecond">How fast one core reads it.</param>
internal readonly record struct MemoryLevel(long Bytes, double BytesPerNanosecond);

/// <summary>
/// The machine that algorithms are chosen for, in the constants of <see cref="CostModel"/>. <c>benchmarks/Kernels -- constants</c>
/// measures them; docs/algorithms.md says what they mean and where those of each target come from.
/// </summary>
internal sealed partial record MachineModel
{
    /// <summary>Peak of fused multiply-adds, two operations each, of one core.</summary>
    public required double FlopsPerNanosecond { get; init; }

    /// <summary>The vectors of the kernels that run there.</summary>
    public required int VectorBits { get; init; }

    /// <summary>Pixels and output channels of the largest register tile.</summary>
    public required (int Pixels, int Channels) Tile { get; init; }

    /// <summary>Sums that must be under way to keep the multipliers busy: their latency times how many start per cycle.</summary>
    public required int SumsInFlight { get; init; }

    /// <summary>Share of the peak in the inner loop of the direct kernel.</summary>
    public required double DirectEfficiency { get; init; }

    /// <summary>Share of the peak of the depthwise kernel, which loads an input for every multiply-add.</summary>
    public required double DepthwiseEfficiency { get; init; }

    /// <summary>The same where the filter moves by more than one pixel.</summary>
    public required double StridedDepthwiseEfficiency { get; init; }

    /// <summary>Share of the peak of the kernel for planar rows, empty lanes at the end of a row included.</summary>
    public required double PlanarEfficiency { get; init; }

    /// <summary>The same at a horizontal stride above 1, where vectors are put together of single floats.</summary>
    public required double StridedPlanarEfficiency { get; init; }

    /// <summary>Share of the peak in the products of Winograd's algorithm.</summary>
    public required double ProductEfficiency { get; init; }

    public required TransformCost TransformF2 { get; init; }

    public required TransformCost TransformF4 { get; init; }

    public required TransformCost TransformF6 { get; init; }

    /// <summary>
    /// A Fourier transform of 16 pairs of channels: nanoseconds for each sample and doubling of the samples that it spans.
    /// </summary>
    public required double FourierNanoseconds { get; init; }

    /// <summary>What each sample takes beside that: it is read from the image, and written to the products.</summary>
    public required double FourierSampleNanoseconds { get; init; }

    /// <summary>One call of a tile kernel beside its multiply-adds: sums are set up, biases read and results stored.</summary>
    public required double CallNanoseconds { get; init; }

    /// <summary>One step of a network beside its kernels.</summary>
    public required double StepNanoseconds { get; init; }

    /// <summary>One tap of a pooling window for 16 channels.</summary>
    public required double PoolTapNanoseconds { get; init; }

    /// <summary>exp, tanh and their like for 16 numbers.</summary>
    public required double FunctionNanoseconds { get; init; }

    /// <summary>One element that changes its place beside others: in copies to another layout.</summary>
    public required double MovedElementNanoseconds { get; init; }

    /// <summary>One operation on one element in a loop nest that computes vectors.</summary>
    public required double LoopNanoseconds { get; init; }

    /// <summary>The same in one that computes element by element.</summary>
    public required double ScalarLoopNanoseconds { get; init; }

    public required MemoryLevel L2 { get; init; }

    public required MemoryLevel L3 { get; init; }

    public required double DramBytesPerNanosecond { get; init; }

    /// <summary>
    /// Of the shorter one of computing and moving data, the share that the longer one does not hide: 0 where all loads come in time.
    /// </summary>
    public required double ExposedShare { get; init; }

    /// <summary>
    /// Size of the transformed tiles of one block. From 0.75 to 2 MB make no difference on a quiet core with 1 MB of L2; where the memory
    /// is shared, 2 MB took 0.7 of the time of 0.75 MB (256 channels at 56×56), since filters are read less often.
    /// </summary>
    public required int ScratchBytes { get; init; }

    /// <summary>How fast data comes that takes <paramref name="bytes"/> together with all that is used between two reads of it.</summary>
    public double BandwidthOf(double bytes) =>
        bytes <= L2.Bytes ? L2.BytesPerNanosecond
        : bytes <= L3.Bytes ? L3.BytesPerNanosecond
        : DramBytesPerNanosecond;

    /// <param name="size">Samples of a transform along one axis, m + r − 1.</param>
    public TransformCost TransformOf(int size) => size switch
    {
        4 => TransformF2,
        6 => TransformF4,
        8 => TransformF6,
        7 => Interpolate(TransformF4, TransformF6, 0.5),
        _ => Interpolate(TransformF2, TransformF4, (size - 4) / 2.0),
    };

    // Costs grow by about the same factor with every sample.
    private static TransformCost Interpolate(TransformCost from, TransformCost to, double share) => new(
        from.Input * Math.Pow(to.Input / from.Input, share), from.Output * Math.Pow(to.Output / from.Output, share));
}
