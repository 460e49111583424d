using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Conv and ConvTranspose over any number of spatial axes.</summary>
internal static class ConvolutionOperators
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        ("Conv", Conv),
        ("ConvTranspose", ConvTranspose),
    ];

    private static Value? Conv(LayerContext layer)
    {
        var (x, w, bias) = (layer.Operand, layer.Operands[1], layer.Optional(2));
        if (!layer.RequireFloats() || ConvolutionNest.Read(layer, x, w) is not { } nest
            || !layer.RequireShape(bias, w.Shape[0]))
            return null;
        var (window, inputs) = (nest.Window, ConvolutionKernels.Inputs(x, w, bias));
        if (ConvolutionKernels.Exist(x, w, bias))
            return ConvolutionKernels.Append(
                layer, layer.Name, layer.Name, new Conv(window.Strides, window.Pads, window.Dilations, nest.Group), x, w, bias);
        var sum = nest.Sum(indices => x.At(0, indices), indices => w.At(1, indices));
        return layer.AppendNest("Conv", x.Type with { Shape = nest.Result }, Plus(sum, bias), inputs);
    }

    /// <summary>
    /// The gradient of Conv. An element of the result gathers what the windows put there that reach it: along each axis those
    /// that begin at (o + pad − k·dilation) / stride, if that is a whole number within the input.
    /// </summary>
    private static Value? ConvTranspose(LayerContext layer)
    {
        var (x, w, bias) = (layer.Operand, layer.Operands[1], layer.Optional(2));
        var group = layer.Reader.Integer("group", 1);
        if (!layer.RequireFloats() || Transposed(layer, group) is not { } window)
            return null;
        if (x.Shape[1] != w.Shape[0] || x.Shape[1] % group != 0)
            return layer.Misfit($"in {group} groups does not take filters {w.Shape} for an input {x.Shape}");
        var filters = (long)w.Shape[1] * group;
        if (ResultOf(layer, window, filters) is not { } result || !layer.RequireShape(bias, (int)filters))
            return null;

        if (HasTransposedKernel(x, w, bias, window, group) && result.ElementCount > 0)
            return AppendKernel(layer, window, x, w, bias);
        var channelsPerGroup = x.Shape[1] / group;
        Expression[] taps = [.. Enumerable.Range(1, window.Rank).Select(Formula.Term)];
        var (inside, positions) = Sources(window, taps, x.Shape, result);
        var (channel, filter) = group == 1
            ? (Formula.Term(0), Formula.Index(1))
            : ((Formula.Index(1) / w.Shape[1] * channelsPerGroup) + Formula.Term(0), Formula.Index(1) % w.Shape[1]);
        var product = x.At(0, [Formula.Index(0), channel, .. positions]) * w.At(1, [channel, filter, .. taps]);
        var sum = Formula.Reduce(
            Combiner.Sum, [channelsPerGroup, .. window.Kernel], Formula.Select(inside, product, Formula.Number(0)));
        return layer.AppendNest("ConvTranspose", x.Type with { Shape = result }, Plus(sum, bias), ConvolutionKernels.Inputs(x, w, bias));
    }

    /// <summary>Adds the kernel for images; a sequence is an image of one row.</summary>
    private static Value? AppendKernel(LayerContext layer, SlidingWindow window, Value x, Value w, Value? bias)
    {
        var extra = OutputPadding(layer, window);
        if (x.Shape.Rank == 4)
            return layer.Append(new ConvTranspose(window.Strides, window.Pads, extra), ConvolutionKernels.Inputs(x, w, bias));
        var filters = ConvolutionKernels.Reshaped(layer, w, TensorShape.Of(w.Shape[0], w.Shape[1], 1, w.Shape[2]));
        var row = new ConvTranspose([1, window.Strides[0]], [0, window.Pads[0], 0, window.Pads[1]], [0, extra[0]]);
        return RowImages.Append(
            layer, layer.Name, layer.Name, row, x, image => ConvolutionKernels.Inputs(image, filters, bias));
    }

    private static bool HasTransposedKernel(Value x, Value w, Value? bias, SlidingWindow window, int group) =>
        x.Shape.Rank is 3 or 4 && x.IsImage() && group == 1 && window.Dilations.All(dilation => dilation == 1)
        && w.IsConstant && bias is null or { IsConstant: true };

    private static EquatableArray<int> OutputPadding(LayerContext layer, SlidingWindow window) =>
        layer.Reader.Integers("output_padding", new int[window.Rank]).ToEquatableArray();

    private static SlidingWindow? Transposed(LayerContext layer, int group)
    {
        var (x, w) = (layer.Operand.Shape, layer.Operands[1].Shape);
        if (x.Rank >= 3 && w.Rank == x.Rank && w.ElementCount > 0)
            return SlidingWindow.Read(layer, [.. w.Dimensions.Skip(2)]);
        layer.Misfit($"needs an input and filters with as many axes, three or more, but has {x} and {w} in {group} groups");
        return null;
    }

    private static TensorShape? ResultOf(LayerContext layer, SlidingWindow window, long filters)
    {
        var x = layer.Operand.Shape;
        var extra = OutputPadding(layer, window);
        if (extra.Count != window.Rank)
        {
            layer.Misfit($"needs {window.Rank} numbers as output_padding, but has {extra.Count}", "output_padding");
            return null;
        }

        long[] sizes =
        [
            x[0], filters, .. Enumerable.Range(0, window.Rank).Select(axis =>
                (window.Strides[axis] * (x[axis + 2] - 1L)) + extra[axis] + window.Axis(axis, x).Extent
                - window.Pads[axis] - window.Pads[axis + window.Rank]),
        ];
        if (SizeLimits.Allow(sizes))
            return TensorShape.Of([.. sizes.Select(size => (int)size)]);
        layer.Misfit($"would have a result of {string.Join("×", sizes)} elements");
        return null;
    }

    private static (Expression Inside, Expression[] Positions) Sources(
        SlidingWindow window, Expression[] taps, TensorShape x, TensorShape result)
    {
        var (inside, positions) = (Formula.True, new Expression[window.Rank]);
        for (var axis = 0; axis < window.Rank; axis++)
        {
            var (stride, pad, last) = (window.Strides[axis], window.Pads[axis], window.Axis(axis, x).Extent - 1);
            var distance = Formula.Index(axis + 2) + pad - (taps[axis] * window.Dilations[axis]);
            positions[axis] = distance / stride;
            if (last > pad)
                inside = Formula.And(inside, Formula.AtLeast(distance, 0));
            if (stride > 1)
                inside = Formula.And(inside, Formula.Equal(distance % stride, 0));
            if (result[axis + 2] - 1L + pad >= (long)stride * x[axis + 2])
                inside = Formula.And(inside, Formula.Less(distance / stride, x[axis + 2]));
        }

        return (inside, positions);
    }

    private static Expression Plus(Expression sum, Value? bias) => bias is null ? sum : sum + bias.At(2, [Formula.Index(1)]);
}
