using ModelCompiler.Compiler.Plan;
using Buffer = ModelCompiler.Compiler.Plan.Buffer;

namespace ModelCompiler.Testing.Execution;

/// <summary>What every float of a model's arena is for, as far as the plan says.</summary>
internal sealed class ArenaMap(ExecutionPlan plan)
{
    private readonly Dictionary<int, Buffer> _buffers = plan.Buffers.ToDictionary(buffer => buffer.Id);

    private HashSet<int>? _keptBorders;

    public int Length => (int)(plan.ArenaBytes / sizeof(float));

    /// <summary>
    /// Floats that hold nothing during a step: neither a buffer in use, nor one that no other ever covers, nor a border that no call
    /// clears, which is zero from the beginning or from when another buffer had it.
    /// </summary>
    public IEnumerable<int> DeadAt(int step)
    {
        var used = new bool[Length];
        foreach (var buffer in plan.Buffers.Where(buffer => IsAlive(buffer, step) || !plan.Buffers.Any(other => Overlap(buffer, other))))
            used.AsSpan(buffer.FloatOffset, buffer.ByteLength / sizeof(float)).Fill(true);
        foreach (var position in _keptBorders ??= KeptBorders())
            used[position] = true;
        return Enumerable.Range(0, Length).Where(i => !used[i]);
    }

    /// <summary>Floats that a step may change.</summary>
    public HashSet<int> WritableBy(KernelCall call) => [.. call switch
    {
        ClearBorder clear => BorderOf(clear.Destination),
        CopyTensor copy => copy.Writes.SelectMany(view => Elements(view).Concat(Padding(view)))
            .Where(element => IsCopied(copy, element.Channel)).Select(element => element.Position),
        { ItemScratch: { } scratch } => call.Writes.Where(view => view != scratch).SelectMany(Interior).Concat(Whole(scratch)),
        _ => call.Writes.SelectMany(Interior),
    }];

    /// <summary>Floats of a view that every reader takes for zero: the border and the lanes beyond the last channel.</summary>
    public IEnumerable<int> ZerosOf(TensorView view) => BorderOf(view).Concat(Padding(view).Select(element => element.Position));

    private HashSet<int> KeptBorders()
    {
        var cleared = plan.Calls.OfType<ClearBorder>().Select(call => call.Destination.Buffer).ToHashSet();
        return [.. plan.Calls.SelectMany(call => call.Writes)
            .Where(view => view.Geometry.HasBorder && !cleared.Contains(view.Buffer)).Distinct()
            .SelectMany(BorderOf)];
    }

    /// <summary>The positions of a view's border.</summary>
    private IEnumerable<int> BorderOf(TensorView view)
    {
        var interior = Interior(view).ToHashSet();
        return Whole(view).Where(position => !interior.Contains(position));
    }

    private IEnumerable<int> Interior(TensorView view) => Elements(view).Concat(Padding(view)).Select(element => element.Position);

    private IEnumerable<int> Whole(TensorView view)
    {
        var g = view.Geometry;
        return Enumerable.Range(0, g.Batch).SelectMany(sample =>
            Enumerable.Range(_buffers[view.Buffer].FloatOffset + view.Offset + (sample * g.BatchStride), g.BlockCount * g.BlockStride));
    }

    private IEnumerable<(int Position, int Channel)> Elements(TensorView view) => Channels(view, 0, view.Geometry.Channels);

    private IEnumerable<(int Position, int Channel)> Padding(TensorView view) =>
        Channels(view, view.Geometry.Channels, view.Geometry.BlockCount * view.Geometry.Block);

    private IEnumerable<(int Position, int Channel)> Channels(TensorView view, int first, int end)
    {
        var g = view.Geometry;
        var origin = _buffers[view.Buffer].FloatOffset + view.Offset + g.Origin;
        return from sample in Enumerable.Range(0, g.Batch)
               from channel in Enumerable.Range(first, end - first)
               from row in Enumerable.Range(0, g.Height)
               from column in Enumerable.Range(0, g.Width)
               select (origin + (sample * g.BatchStride) + (channel / g.Block * g.BlockStride) + (row * g.RowStride)
                   + (column * g.Block) + (channel % g.Block), channel);
    }

    // A copy of some channels also clears the lanes behind the last one of the whole.
    private static bool IsCopied(CopyTensor copy, int channel) =>
        channel >= copy.Destination.Geometry.Channels
        || (channel >= copy.DestinationChannel && channel < copy.DestinationChannel + copy.Source.Geometry.Channels);

    private static bool IsAlive(Buffer buffer, int step) => buffer.FirstCall <= step && step <= buffer.LastCall;

    private static bool Overlap(Buffer a, Buffer b) =>
        a.Id != b.Id && a.ByteOffset < b.ByteOffset + b.ByteLength && b.ByteOffset < a.ByteOffset + a.ByteLength;
}
