namespace ModelCompiler.Compiler.Memory;

/// <summary>
/// Which frames of zeros another buffer has overwritten. The arena is zero at first, and buffers of one frame at one place keep it:
/// then the first of them in an inference needs clearing at most.
/// </summary>
internal static class Frames
{
    /// <summary>Whether the frame of a buffer must be cleared before the buffer is first written, in every inference.</summary>
    public static bool MustBeCleared(
        BufferRequest request, IReadOnlyList<BufferRequest> all, IReadOnlyDictionary<int, int> offsets)
    {
        if (request.Frame is null)
            return false;
        var users = all.Where(other => Overlap(request, other, offsets)).ToList();
        if (Latest(users.Where(other => other.First < request.First)) is { } before)
            return IsOtherFrame(before);
        // What used the place last in the previous inference, or for the sample before; the buffer itself if nobody else does.
        return IsOtherFrame(Latest(users)!) || (request.IsPerSample && IsOtherFrame(Latest(users.Where(other => other.IsPerSample))!));

        bool IsOtherFrame(BufferRequest other) => other.Frame != request.Frame || offsets[other.Id] != offsets[request.Id];
    }

    /// <summary>The bytes that an inference clears.</summary>
    public static long ClearedBytes(IReadOnlyList<BufferRequest> all, IReadOnlyDictionary<int, int> offsets) =>
        all.Where(request => MustBeCleared(request, all, offsets)).Sum(request => request.FrameBytes);

    private static BufferRequest? Latest(IEnumerable<BufferRequest> requests) =>
        requests.OrderByDescending(request => request.First).ThenByDescending(request => request.Last).FirstOrDefault();

    private static bool Overlap(BufferRequest a, BufferRequest b, IReadOnlyDictionary<int, int> offsets) =>
        offsets[a.Id] < offsets[b.Id] + Math.Max(1, b.Bytes) && offsets[b.Id] < offsets[a.Id] + Math.Max(1, a.Bytes);
}
