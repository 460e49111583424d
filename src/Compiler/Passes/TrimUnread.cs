using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Passes;

/// <summary>
/// Leaves out the last rows and columns of a convolution that no window of the pool behind it reads, by taking them from the pads at the
/// ends, which may become negative.
/// <code>
/// a = Conv(x, w) pads 0: 9×9; b = MaxPool(a) kernel 2 strides 2: 4×4   →   a = Conv(x, w) pads 0, 0, −1, −1: 8×8; b = MaxPool(a): 4×4
/// </code>
/// Not if something else reads the convolution's result, if something is added to it, or if the pool pads or cuts its windows at the ends.
/// </summary>
internal sealed class TrimUnread : IGraphPass
{
    public string Name => nameof(TrimUnread);

    public bool Run(Graph graph) => graph.RewriteEach<MaxPool>(Trim) | graph.RewriteEach<AveragePool>(Trim);

    private static bool Trim(Graph graph, Node pool)
    {
        if (graph.SoleProducer(pool.Inputs[0]) is not { Op: Conv conv } producer || producer.Input(3) is not null || WindowsOf(pool.Op) is not { } windows)
            return false;
        var axes = conv.SpatialRank;
        var unread = Enumerable.Range(0, axes).Select(axis => producer.Output.Shape[axis + 2] - windows.Read(axis, pool.Output.Shape[axis + 2])).ToList();
        if (unread.TrueForAll(count => count <= 0))
            return false;
        producer.Op = conv with
        {
            Pads = conv.Pads.Select((pad, i) => i < axes ? pad : pad - (Math.Max(0, unread[i - axes]) * conv.Strides[i - axes])).ToEquatableArray(),
        };
        producer.Output.Type = producer.Output.Type with
        {
            Shape = new([.. producer.Output.Shape.Dimensions.Select((size, i) => i < 2 ? size : size - Math.Max(0, unread[i - 2]))]),
        };
        return true;
    }

    private static Windows? WindowsOf(Op op) => op switch
    {
        MaxPool { CeilMode: false } pool => Windows.Of(pool.Kernel, pool.Strides, pool.Pads, pool.Dilations),
        AveragePool { CeilMode: false } pool => Windows.Of(pool.Kernel, pool.Strides, pool.Pads, EquatableArray.Repeat(1, pool.Kernel.Count)),
        _ => null,
    };

    /// <summary>Windows of a pool that end inside its input.</summary>
    private sealed record Windows(EquatableArray<int> Kernel, EquatableArray<int> Strides, EquatableArray<int> Pads, EquatableArray<int> Dilations)
    {
        public static Windows? Of(EquatableArray<int> kernel, EquatableArray<int> strides, EquatableArray<int> pads, EquatableArray<int> dilations) =>
            pads.Skip(kernel.Count).Any(pad => pad != 0) ? null : new(kernel, strides, pads, dilations);

        /// <summary>Elements along an axis from the first to the last that some window reads.</summary>
        public int Read(int axis, int results) =>
            ((results - 1) * Strides[axis]) + ((Kernel[axis] - 1) * Dilations[axis]) + 1 - Pads[axis];
    }
}
