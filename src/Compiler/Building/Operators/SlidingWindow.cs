using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>A window that slides over the spatial axes of a tensor [N, C, spatial…], of any number of them.</summary>
/// <param name="Pads">Begins of every spatial axis, then ends.</param>
internal sealed record SlidingWindow(
    EquatableArray<int> Kernel, EquatableArray<int> Strides, EquatableArray<int> Pads, EquatableArray<int> Dilations)
{
    /// <summary>A window of one element that stands on each of the input's.</summary>
    public static SlidingWindow Pointwise(int rank) =>
        new(EquatableArray.Repeat(1, rank), EquatableArray.Repeat(1, rank), EquatableArray.Repeat(0, 2 * rank), EquatableArray.Repeat(1, rank));

    /// <summary>Number of spatial axes.</summary>
    public int Rank => Kernel.Count;

    /// <summary>The window of a layer; null if its properties do not fit the kernel, which is reported.</summary>
    public static SlidingWindow? Read(LayerContext layer, IReadOnlyCollection<int> kernel)
    {
        var rank = kernel.Count;
        var strides = Read("strides", rank, 1);
        var dilations = Read("dilations", rank, 1);
        var pads = Read("pads", 2 * rank, 0);
        return layer.Reader.HasErrors ? null : new(kernel.ToEquatableArray(), strides, pads, dilations);

        EquatableArray<int> Read(string property, int count, int fallback)
        {
            var values = layer.Reader.Integers(
                property, [.. Enumerable.Repeat(fallback, count)], SizeLimits.MaximumAttribute);
            if (values.Length != count)
                layer.Misfit($"needs {count} {property} for {rank} spatial axes, but has {values.Length}", property);
            return values.ToEquatableArray();
        }
    }

    /// <summary>The window along a spatial axis of a tensor.</summary>
    public WindowAxis Axis(int axis, TensorShape x) =>
        new(x[axis + 2], Kernel[axis], Strides[axis], Pads[axis], Pads[axis + Rank], Dilations[axis]);

    /// <summary>How often the window fits along each axis; null if it does not, which is reported.</summary>
    public int[]? OutputSizes(LayerContext layer, TensorShape x, bool ceilMode = false)
    {
        WindowAxis[] axes = [.. Enumerable.Range(0, Rank).Select(axis => Axis(axis, x))];
        if (axes.All(axis => axis is { Fits: true, Kernel: > 0 }))
            return [.. axes.Select(axis => (int)axis.OutputSize(ceilMode))];
        layer.Misfit(
            $"needs a window that fits its input, but the window has {string.Join("×", axes.Select(axis => axis.Extent))} "
            + $"positions and the padded input {string.Join("×", axes.Select(axis => axis.PaddedInput))}");
        return null;
    }

    /// <summary>Where an element of the window lies along each axis; it may be in the padding.</summary>
    /// <param name="taps">The element's place in the window.</param>
    public Expression[] Positions(IReadOnlyList<Expression> taps) =>
        [.. Enumerable.Range(0, Rank).Select(axis => Start(axis) + (taps[axis] * Dilations[axis]))];

    /// <summary>Where the window begins along an axis.</summary>
    public Expression Start(int axis) => (Formula.Index(axis + 2) * Strides[axis]) - Pads[axis];

    /// <summary>Whether positions are in the input and not in its padding; a literal where they always are.</summary>
    /// <param name="windows">Number of windows along each axis.</param>
    public Expression IsInside(IReadOnlyList<Expression> positions, TensorShape x, IReadOnlyList<int> windows)
    {
        var inside = Formula.True;
        for (var i = 0; i < Rank; i++)
        {
            var axis = Axis(i, x);
            if (axis.PadBegin > 0)
                inside = Formula.And(inside, Formula.AtLeast(positions[i], 0));
            if (((windows[i] - 1L) * axis.Stride) - axis.PadBegin + axis.Extent > axis.Input)
                inside = Formula.And(inside, Formula.Less(positions[i], axis.Input));
        }

        return inside;
    }

    /// <summary>How many elements of the window lie in the input, and in its padding if that counts.</summary>
    public Expression CountInside(TensorShape x, bool countPadding) =>
        Enumerable.Range(0, Rank).Aggregate((Expression)1, (count, axis) => count * CountInside(axis, x, countPadding));

    private Expression CountInside(int axis, TensorShape x, bool countPadding)
    {
        var (start, dilation) = (Start(axis), Dilations[axis]);
        var end = x[axis + 2] + (countPadding ? Pads[axis + Rank] : 0);
        var past = Formula.Minimum(Kernel[axis], Formula.FloorDivide(end + (dilation - 1) - start, dilation));
        return countPadding || Pads[axis] == 0
            ? past : past - Formula.FloorDivide(Formula.Maximum(-start, 0) + (dilation - 1), dilation);
    }
}
