namespace ModelCompiler.Compiler.Memory;

/// <summary>How much memory is alive at each step.</summary>
internal static class Liveness
{
    /// <summary>The most bytes that are alive at one step, each buffer rounded up to its alignment: no placement needs less.</summary>
    public static long LowerBound(IReadOnlyList<BufferRequest> requests, int alignment)
    {
        long bound = 0;
        foreach (var step in requests.Select(request => request.First).Distinct())
            bound = Math.Max(bound, requests.Where(r => IsAliveAt(r, step)).Sum(r => RoundUp(r.Bytes, alignment)));
        return bound;
    }

    public static long RoundUp(int bytes, int alignment) => ((long)bytes + alignment - 1) / alignment * alignment;

    private static bool IsAliveAt(BufferRequest request, int step) =>
        request.Lifetime == BufferLifetime.Instance || (request.First <= step && step <= request.Last);
}
