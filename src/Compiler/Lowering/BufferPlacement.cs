using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Memory;
using ModelCompiler.Compiler.Plan;
using Buffer = ModelCompiler.Compiler.Plan.Buffer;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Asks the memory planner for places, and adds the clearing of borders that the sharing of memory makes necessary.</summary>
internal static class BufferPlacement
{
    public static (EquatableArray<KernelCall> Calls, EquatableArray<Buffer> Buffers, ArenaPlacement Placement) Place(
        PlanDraft draft)
    {
        var requests = Requests(draft);
        var placement = ArenaPlanner.Place(requests);
        var calls = WithClearedBorders(draft.Calls, requests, placement);
        var buffers = RequestsOf(calls, draft).Select(request =>
            new Buffer(request.Id, placement.Offsets[request.Id], request.Bytes, request.First, request.Last));
        return (calls.ToEquatableArray(), buffers.ToEquatableArray(), placement);
    }

    private static List<BufferRequest> Requests(PlanDraft draft) => RequestsOf(draft.Calls, draft);

    private static List<BufferRequest> RequestsOf(IReadOnlyList<KernelCall> calls, PlanDraft draft)
    {
        var uses = new SortedDictionary<int, (int First, int Last)>();
        for (var i = 0; i < calls.Count; i++)
            foreach (var view in calls[i].Reads.Concat(calls[i].Writes))
                uses[view.Buffer] = (uses.TryGetValue(view.Buffer, out var use) ? use.First : i, i);
        return [.. uses.Select(use => new BufferRequest(
            use.Key, checked(draft.BufferLengths[use.Key] * sizeof(float)), use.Value.First, use.Value.Last))];
    }

    // A border is zero from the start and nobody writes it, unless another buffer lies over it at some time of the inference.
    private static List<KernelCall> WithClearedBorders(
        IReadOnlyList<KernelCall> calls, List<BufferRequest> requests, ArenaPlacement placement)
    {
        var shared = new HashSet<int>(requests.Where(r => requests.Exists(o => Overlap(r, o, placement))).Select(r => r.Id));
        var cleared = new HashSet<int>();
        var result = new List<KernelCall>();
        foreach (var call in calls)
        {
            foreach (var view in call.Writes)
                if (shared.Contains(view.Buffer) && cleared.Add(view.Buffer) && WholeBuffer(view, calls) is { Geometry.HasBorder: true } whole)
                    result.Add(new ClearBorder(call.Name, whole));
            result.Add(call);
        }

        return result;
    }

    /// <summary>The view of the buffer that all others are slices of.</summary>
    private static TensorView WholeBuffer(TensorView view, IReadOnlyList<KernelCall> calls) =>
        calls.SelectMany(call => call.Writes.Concat(call.Reads))
            .Where(other => other.Buffer == view.Buffer)
            .OrderByDescending(other => other.Geometry.Channels)
            .ThenByDescending(other => other.Geometry.Height * other.Geometry.Width)
            .First();

    private static bool Overlap(BufferRequest a, BufferRequest b, ArenaPlacement placement) =>
        a.Id != b.Id
        && placement.Offsets[a.Id] < placement.Offsets[b.Id] + b.Bytes
        && placement.Offsets[b.Id] < placement.Offsets[a.Id] + a.Bytes;
}
