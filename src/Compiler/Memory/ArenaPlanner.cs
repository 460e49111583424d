using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Memory;

/// <summary>
/// Places buffers with known lifetimes in one arena (offline dynamic storage allocation, NP-hard): first fit in several orders,
/// of which the best is taken, and exchanges within that order while it is not at the lower bound. Of placements of that size one is
/// taken in which buffers with the same frame of zeros lie over each other, so that few must be cleared.
/// </summary>
internal static class ArenaPlanner
{
    /// <summary>A cache line, and a vector of AVX-512.</summary>
    public const int Alignment = 64;

    // First fit by size is within 10 % of the bound on all test networks but a few, and 200 exchanges mend those. A round is
    // quadratic in the number of buffers: the limit keeps a network of 500 buffers under 50 ms.
    private const int ExchangeRounds = 200;
    private const long ExchangeWork = 20_000_000;

    // Clearing costs a few per cent of a small network and nothing of a large one: a network of 500 buffers gets 16 rounds.
    private const int FrameRounds = 100;
    private const long FrameWork = 4_000_000;

    public static ArenaPlacement Place(IReadOnlyList<BufferRequest> requests)
    {
        var bound = Liveness.LowerBound(requests, Alignment);
        var (order, offsets, bytes) = Orders(requests)
            .Select(candidate => FirstFit(candidate))
            .OrderBy(candidate => candidate.Bytes)
            .First();
        (offsets, bytes) = Exchange(order, offsets, bytes, bound);
        if (requests.Any(request => request.Frame is not null))
            offsets = KeepFrames(requests, offsets, bytes);
        if (bytes > int.MaxValue)
            throw new OverflowException($"The arena would need {bytes} bytes.");
        return new(offsets, (int)bytes, (int)bound);
    }

    private static IEnumerable<BufferRequest[]> Orders(IReadOnlyList<BufferRequest> requests)
    {
        // Ties are broken by id throughout, so that the result does not depend on the order of the requests.
        yield return [.. requests.OrderByDescending(r => r.Bytes).ThenBy(r => r.Id)];
        yield return [.. requests.OrderByDescending(r => (long)r.Bytes * (r.Last - r.First + 1)).ThenBy(r => r.Id)];
        yield return [.. requests.OrderByDescending(r => r.Last - r.First).ThenByDescending(r => r.Bytes).ThenBy(r => r.Id)];
        yield return [.. requests.OrderBy(r => r.First).ThenByDescending(r => r.Bytes).ThenBy(r => r.Id)];
    }

    private static (BufferRequest[] Order, Dictionary<int, int> Offsets, long Bytes) FirstFit(
        BufferRequest[] order, bool preferFrames = false)
    {
        var offsets = new Dictionary<int, int>();
        var placed = new List<BufferRequest>();
        long end = 0;
        foreach (var request in order)
        {
            var offset = (preferFrames ? PlaceOfFrame(request, placed, offsets) : null) ?? LowestGap(request, placed, offsets);
            if (offset > int.MaxValue - request.Bytes)
                return (order, offsets, long.MaxValue);
            offsets[request.Id] = (int)offset;
            placed.Add(request);
            end = Math.Max(end, offset + Liveness.RoundUp(request.Bytes, Alignment));
        }

        return (order, offsets, end);
    }

    private static long LowestGap(BufferRequest request, List<BufferRequest> placed, Dictionary<int, int> offsets)
    {
        long offset = 0;
        foreach (var other in placed.Where(request.IsAliveWith).OrderBy(other => offsets[other.Id]))
        {
            if (offsets[other.Id] >= offset + request.Bytes)
                break;
            offset = Math.Max(offset, offsets[other.Id] + Liveness.RoundUp(other.Bytes, Alignment));
        }

        return offset;
    }

    /// <summary>Where a buffer of the same frame lies, and nothing that is alive with the request.</summary>
    private static long? PlaceOfFrame(BufferRequest request, List<BufferRequest> placed, Dictionary<int, int> offsets)
    {
        if (request.Frame is null)
            return null;
        var alive = placed.Where(request.IsAliveWith).ToList();
        return placed.Where(other => other.Frame == request.Frame)
            .Select(other => (long?)offsets[other.Id])
            .FirstOrDefault(offset => alive.TrueForAll(other =>
                offsets[other.Id] >= offset + request.Bytes || offset >= offsets[other.Id] + (long)other.Bytes));
    }

    /// <summary>The placement of no more than <paramref name="limit"/> bytes that clears the fewest bytes of frames.</summary>
    private static Dictionary<int, int> KeepFrames(IReadOnlyList<BufferRequest> requests, Dictionary<int, int> offsets, long limit)
    {
        var least = Frames.ClearedBytes(requests, offsets);
        var orders = Orders(requests).ToList();
        var best = orders[0];
        foreach (var order in orders)
            Try(order);
        var random = new SplitMix64(1);
        var rounds = (int)Math.Min(FrameRounds, FrameWork / Math.Max(1, (long)requests.Count * requests.Count));
        for (var round = 0; round < rounds && least > 0; round++)
        {
            var candidate = (BufferRequest[])best.Clone();
            var (i, j) = (random.Next(candidate.Length), random.Next(candidate.Length));
            (candidate[i], candidate[j]) = (candidate[j], candidate[i]);
            Try(candidate);
        }

        return offsets;

        void Try(BufferRequest[] order)
        {
            var (_, places, bytes) = FirstFit(order, true);
            var cleared = bytes <= limit ? Frames.ClearedBytes(requests, places) : long.MaxValue;
            if (cleared < least)
                (best, offsets, least) = (order, places, cleared);
        }
    }

    private static (Dictionary<int, int> Offsets, long Bytes) Exchange(
        BufferRequest[] order, Dictionary<int, int> offsets, long bytes, long bound)
    {
        var random = new SplitMix64(1);
        var rounds = (int)Math.Min(ExchangeRounds, ExchangeWork / Math.Max(1, (long)order.Length * order.Length));
        for (var round = 0; round < rounds && bytes > bound; round++)
        {
            var candidate = (BufferRequest[])order.Clone();
            var (i, j) = (random.Next(candidate.Length), random.Next(candidate.Length));
            (candidate[i], candidate[j]) = (candidate[j], candidate[i]);
            var (_, candidateOffsets, candidateBytes) = FirstFit(candidate);
            if (candidateBytes <= bytes)
                (order, offsets, bytes) = (candidate, candidateOffsets, candidateBytes);
        }

        return (offsets, bytes);
    }
}
