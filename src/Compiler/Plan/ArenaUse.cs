namespace ModelCompiler.Compiler.Plan;

/// <summary>What lies in the arena at which step of a run.</summary>
internal static class ArenaUse
{
    /// <summary>The bytes that are alive during each call.</summary>
    public static IReadOnlyList<long> BytesByCall(ExecutionPlan plan) =>
        [.. Enumerable.Range(0, plan.Calls.Count).Select(call => AliveAt(plan, call).Sum(buffer => (long)buffer.ByteLength))];

    /// <summary>The call during which most bytes are alive; the first of several.</summary>
    public static int PeakOf(ExecutionPlan plan)
    {
        var bytes = BytesByCall(plan);
        return Enumerable.Range(0, bytes.Count).OrderByDescending(call => bytes[call]).First();
    }

    public static IEnumerable<Buffer> AliveAt(ExecutionPlan plan, int call) =>
        plan.Buffers.Where(buffer => buffer.FirstCall <= call && call <= buffer.LastCall);

    /// <summary>What is alive where most is, and how large it is.</summary>
    public static IEnumerable<(string Name, long Bytes)> AtPeak(ExecutionPlan plan) =>
        AliveAt(plan, PeakOf(plan)).Select(buffer => (OwnerOf(plan, buffer) is { IsScratch: true, Layer: var layer }
            ? $"scratch of '{layer}'" : $"'{OwnerOf(plan, buffer).Layer}'", (long)buffer.ByteLength));

    /// <summary>The layer whose result a buffer holds, the last one where several write it in turn, or which calculates in it.</summary>
    public static BufferOwner OwnerOf(ExecutionPlan plan, Buffer buffer)
    {
        var writers = plan.Calls.Where(call => call is not ClearBorder && call.Writes.Any(view => view.Buffer == buffer.Id)).ToList();
        return writers.Count == 0 ? new("", false) : new(
            writers[writers.Count - 1].Name, writers.TrueForAll(call => call.ItemScratch?.Buffer == buffer.Id));
    }
}

/// <summary>Whom a buffer of the arena belongs to.</summary>
/// <param name="Layer">The name of the layer, or of the input that is copied into it.</param>
/// <param name="IsScratch">Whether it holds intermediate values of the layer and not its result.</param>
internal sealed record BufferOwner(string Layer, bool IsScratch);
