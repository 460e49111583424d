namespace ModelCompiler.Compiler.Memory;

/// <summary>How long a buffer keeps its content.</summary>
internal enum BufferLifetime
{
    /// <summary>From its first to its last use within one inference.</summary>
    Call,

    /// <summary>From one inference to the next: state of streaming layers.</summary>
    Instance,
}

/// <summary>All that the planner knows of a buffer.</summary>
/// <param name="First">Step of the first use.</param>
/// <param name="Last">Step of the last use, inclusive.</param>
internal sealed record BufferRequest(
    int Id, int Bytes, int First, int Last, BufferLifetime Lifetime = BufferLifetime.Call)
{
    /// <summary>
    /// Names the part of the buffer that must be zero when it is first written and stays zero then, the same for buffers of which it is
    /// the same part; null for none.
    /// </summary>
    public int? Frame { get; init; }

    /// <summary>
    /// Whether it is used in a loop that runs several times in an inference, and nowhere else: then the steps of the loop also precede it.
    /// </summary>
    public bool IsPerSample { get; init; }

    /// <summary>What clearing the frame costs, in bytes.</summary>
    public long FrameBytes { get; init; }

    public bool IsAliveWith(BufferRequest other) =>
        Lifetime == BufferLifetime.Instance || other.Lifetime == BufferLifetime.Instance
        || (First <= other.Last && other.First <= Last);
}

/// <summary>Where the buffers lie.</summary>
/// <param name="Offsets">Byte offset of each buffer, by id.</param>
/// <param name="LowerBoundBytes">The most bytes alive at once.</param>
internal sealed record ArenaPlacement(IReadOnlyDictionary<int, int> Offsets, int Bytes, int LowerBoundBytes);
