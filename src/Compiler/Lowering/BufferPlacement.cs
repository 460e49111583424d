using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Memory;
using ModelCompiler.Compiler.Plan;
using Buffer = ModelCompiler.Compiler.Plan.Buffer;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Asks the memory planner for places, and adds the clearing of borders that the sharing of memory makes necessary.</summary>
internal static class BufferPlacement
{
    public static (EquatableArray<KernelCall> Calls, SampleLoop? Loop, EquatableArray<Buffer> Buffers, ArenaPlacement Placement) Place(
        PlanDraft draft)
    {
        var requests = Requests(draft);
        var placement = ArenaPlanner.Place(requests);
        var (calls, loop) = WithClearedBorders(draft, requests, placement);
        var buffers = RequestsOf(calls, loop, draft).Select(request =>
            new Buffer(request.Id, placement.Offsets[request.Id], request.Bytes, request.First, request.Last));
        return (calls.ToEquatableArray(), loop, buffers.ToEquatableArray(), placement);
    }

    private static List<BufferRequest> Requests(PlanDraft draft)
    {
        var frames = new List<Geometry>();
        return [.. RequestsOf(draft.Calls, draft.SampleLoop, draft).Select(request => Frame(request.Id, draft.Calls) is { } frame
            ? request with { Frame = Number(frame, frames), FrameBytes = BorderBytes(frame) } : request)];
    }

    private static List<BufferRequest> RequestsOf(IReadOnlyList<KernelCall> calls, SampleLoop? loop, PlanDraft draft)
    {
        var uses = new SortedDictionary<int, (int First, int Last)>();
        for (var i = 0; i < calls.Count; i++)
        {
            foreach (var view in calls[i].Reads.Concat(calls[i].Writes))
                uses[view.Buffer] = draft.IsState(view.Buffer)
                    ? (0, calls.Count - 1) : (uses.TryGetValue(view.Buffer, out var use) ? use.First : i, i);
            // What one sample left there is to last while the others are computed.
            if (calls[i] is StackSample { Destination.Buffer: var batch })
                uses[batch] = (loop!.First, i);
        }

        return [.. uses.Select(use => new BufferRequest(
            use.Key, checked(draft.BufferLengths[use.Key] * sizeof(float)), use.Value.First, use.Value.Last)
            {
                IsPerSample = loop is not null && use.Value.First >= loop.First && use.Value.Last < loop.End,
            })];
    }

    private static int Number(Geometry frame, List<Geometry> frames)
    {
        if (!frames.Contains(frame))
            frames.Add(frame);
        return frames.IndexOf(frame);
    }

    private static long BorderBytes(Geometry g) =>
        ((long)g.Length - ((long)g.Batch * g.BlockCount * g.Height * g.Width * g.Block)) * sizeof(float);

    /// <summary>The geometry whose border must be zero around all that is written to a buffer; null if it has no border.</summary>
    private static Geometry? Frame(int buffer, IReadOnlyList<KernelCall> calls)
    {
        var view = calls.SelectMany(call => call.Writes).FirstOrDefault(view => view.Buffer == buffer);
        return view is null || WholeBuffer(view, calls) is not { Geometry: { HasBorder: true } whole } ? null : whole;
    }

    // A border is zero from the start and nobody writes it, unless a buffer with another border lay over it before.
    private static (List<KernelCall> Calls, SampleLoop? Loop) WithClearedBorders(
        PlanDraft draft, List<BufferRequest> requests, ArenaPlacement placement)
    {
        var dirty = new HashSet<int>(requests.Where(r => Frames.MustBeCleared(r, requests, placement.Offsets)).Select(r => r.Id));
        var (before, result) = (new List<KernelCall>(), new List<KernelCall>());
        var loop = draft.SampleLoop;
        for (var i = 0; i < draft.Calls.Count; i++)
        {
            var call = draft.Calls[i];
            foreach (var view in call.Writes)
                if (dirty.Remove(view.Buffer))
                    (call is StackSample ? before : result).Add(new ClearBorder(call.Name, WholeBuffer(view, draft.Calls)));
            result.Add(call);
            if (i + 1 == draft.SampleLoop?.End)
                loop = draft.SampleLoop with { First = before.Count, End = before.Count + result.Count };
        }

        return ([.. before, .. result], loop);
    }

    /// <summary>The view of the buffer that all others are slices of.</summary>
    private static TensorView WholeBuffer(TensorView view, IReadOnlyList<KernelCall> calls) =>
        calls.SelectMany(call => call.Writes.Concat(call.Reads))
            .Where(other => other.Buffer == view.Buffer)
            .OrderByDescending(other => other.Geometry.Channels)
            .ThenByDescending(other => other.Geometry.Height * other.Geometry.Width)
            .First();
}
