using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Some elements of a constant, one behind the other, as a constant.</summary>
internal static class ConstantSlice
{
    /// <summary>Whether elements can be taken out of a value before it is computed.</summary>
    public static bool Exists(Value? value) => value is null or { Known: not null }
        or { Constant: StoredTensor or JoinedTensor or ReshapedTensor { Source: StoredTensor } };

    /// <param name="constant">A value of which slices exist.</param>
    /// <param name="first">The first element, in row-major order.</param>
    public static Value? Of(LayerContext layer, string part, Value constant, int first, TensorShape shape)
    {
        var count = (int)shape.ElementCount;
        if (constant.Known is { } known)
            return layer.AddConstant(TensorData.Of(shape, known.Floats.AsSpan(first, count).ToArray()), part);
        return constant.Constant switch
        {
            JoinedTensor joined => layer.AddJoined(part, shape, Slice(joined, first, count)),
            ReshapedTensor { Source: StoredTensor stored } => layer.AddJoined(part, shape, [new(stored, first, count)]),
            StoredTensor stored when stored.Shape == shape => constant,
            StoredTensor stored => layer.AddJoined(part, shape, [new(stored, first, count)]),
            _ => throw new InvalidOperationException($"{constant} cannot be sliced."),
        };
    }

    private static IEnumerable<TensorRun> Slice(JoinedTensor joined, int first, int count)
    {
        var (start, end) = (0, first + count);
        foreach (var run in joined.Runs)
        {
            var (from, to) = (Math.Max(first, start), Math.Min(end, start + run.Count));
            if (from < to)
                yield return run with { First = run.First + from - start, Count = to - from };
            start += run.Count;
        }
    }
}
