using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.Onnx;
using static ModelCompiler.Tests.Operators.OperatorRun;

namespace ModelCompiler.Tests.Operators;

/// <summary>A pool of windows 3×3×… over 7×8×…, with its windows by their definition.</summary>
internal sealed class PoolCase(int axes, int stride, int dilation, int before, int behind, bool ceil)
{
    private readonly int[] _spatial = [.. Enumerable.Range(7, axes)];

    public TensorData X { get; } = TestTensor.Random(1, [2, 2, .. Enumerable.Range(7, axes)]);

    public OnnxAttribute[] Attributes =>
    [
        Ints("kernel_shape", Same(3)), Ints("strides", Same(stride)), Ints("dilations", Same(dilation)),
        Ints("pads", [.. Same(before), .. Same(behind)]), Int("ceil_mode", ceil ? 1 : 0),
    ];

    public int[] Result => [2, 2, .. _spatial.Select(Count)];

    /// <summary>The positions of a window that are in the input.</summary>
    public IEnumerable<int[]> Inside(int[] index) => Positions(index)
        .Where(position => position.Skip(2).Select((p, i) => p >= 0 && p < _spatial[i]).All(inside => inside));

    /// <summary>How many positions of a window are in the input or its padding.</summary>
    public int CountPadded(int[] index) => Positions(index)
        .Count(position => position.Skip(2).Select((p, i) => p < _spatial[i] + behind).All(inside => inside));

    private IEnumerable<int[]> Positions(int[] index) => TestTensor.Indices([.. Enumerable.Repeat(3, axes)])
        .Select(tap => (int[])[index[0], index[1], .. tap.Select((t, i) => (index[i + 2] * stride) - before + (t * dilation))]);

    private int Count(int size)
    {
        var steps = (double)(size + before + behind - (2 * dilation) - 1) / stride;
        var count = (int)(ceil ? Math.Ceiling(steps) : Math.Floor(steps)) + 1;
        return ceil && (count - 1) * stride >= size + before ? count - 1 : count;
    }

    private long[] Same(long value) => [.. Enumerable.Repeat(value, axes)];
}
