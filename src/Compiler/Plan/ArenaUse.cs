using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Plan;

/// <summary>What lies in the arena at which step of a run.</summary>
internal static class ArenaUse
{
    /// <summary>The call during which most bytes are alive; the first of several.</summary>
    public static int PeakOf(ExecutionPlan plan) => Enumerable.Range(0, plan.Calls.Count)
        .OrderByDescending(call => AliveAt(plan, call).Sum(buffer => (long)buffer.ByteLength)).First();

    public static IEnumerable<Buffer> AliveAt(ExecutionPlan plan, int call) =>
        plan.Buffers.Where(buffer => buffer.FirstCall <= call && call <= buffer.LastCall);

    /// <summary>Whom a buffer belongs to in the course of a run.</summary>
    public static BufferOwners OwnersOf(ExecutionPlan plan, Buffer buffer) => OwnersUntil(plan, buffer, plan.Calls.Count - 1);

    /// <summary>Whom a buffer has belonged to when a call has been made; the last one is whose result it then holds.</summary>
    public static BufferOwners OwnersUntil(ExecutionPlan plan, Buffer buffer, int call)
    {
        var writers = plan.Calls.Take(call + 1)
            .Where(writer => writer is not ClearBorder && writer.Writes.Any(view => view.Buffer == buffer.Id)).ToList();
        return new(
            writers.Select(writer => writer.Name).Distinct().ToEquatableArray(),
            writers.TrueForAll(writer => writer.ItemScratch?.Buffer == buffer.Id));
    }
}

/// <summary>Whom a buffer of the arena belongs to.</summary>
/// <param name="Layers">
/// The layers, and inputs, that write it: several where results of one shape take each other's place, or are parts of one tensor.
/// </param>
/// <param name="IsScratch">Whether it holds intermediate values of the layer and no result.</param>
internal sealed record BufferOwners(EquatableArray<string> Layers, bool IsScratch);
