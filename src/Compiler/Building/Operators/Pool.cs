using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>The windows of a pooling operator over x [N, C, spatial…].</summary>
internal sealed record Pool(SlidingWindow Window, TensorShape Input, TensorShape Result, bool CeilMode)
{
    /// <summary>Number of windows along each spatial axis.</summary>
    public int[] Windows => [.. Result.Dimensions.Skip(2)];

    /// <summary>The windows that a layer asks for; null if they do not fit, which is reported.</summary>
    public static Pool? Read(LayerContext layer)
    {
        var (x, ceilMode) = (layer.Operand.Shape, layer.Reader.Flag("ceil_mode", false));
        var kernel = layer.Reader.Integers("kernel_shape", null, Shapes.SizeLimits.MaximumAttribute);
        if (kernel.Length != x.Rank - 2)
        {
            layer.Misfit($"has a window of {kernel.Length} axes for an input {x}", "kernel_shape");
            return null;
        }

        return SlidingWindow.Read(layer, kernel) is { } window && window.OutputSizes(layer, x, ceilMode) is { } sizes
            ? new(window, x, TensorShape.Of([x[0], x[1], .. sizes]), ceilMode)
            : null;
    }

    /// <summary>Whether the kernels for images can do it: no window may read nothing but padding, unless that counts.</summary>
    public bool HasKernel(Value x, bool countsPadding = false) =>
        x.IsImage() && Window.Rank <= 2 && Result.ElementCount > 0
        && (countsPadding || !Windows.Where((count, axis) => Window.Axis(axis, Input).HasEmptyWindow(count)).Any());

    /// <summary>Adds a kernel for images; a tensor with one spatial axis becomes an image of one row.</summary>
    public Value? AppendKernel(LayerContext layer, Func<SlidingWindow, Op> kernel)
    {
        if (Window.Rank == 2)
            return layer.Append(kernel(Window), layer.Operand);
        var row = new SlidingWindow(
            [1, Window.Kernel[0]], [1, Window.Strides[0]], [0, Window.Pads[0], 0, Window.Pads[1]], [1, Window.Dilations[0]]);
        return RowImages.Append(layer, layer.Name, layer.Name, kernel(row), layer.Operand, image => [image]);
    }

    /// <summary>Combines the elements of each window.</summary>
    /// <param name="padding">What stands for padding.</param>
    /// <param name="term">What is combined of each element.</param>
    public Expression Reduce(Combiner combiner, Value x, Expression padding, Func<Expression, Expression> term)
    {
        var positions = Window.Positions([.. Enumerable.Range(0, Window.Rank).Select(Formula.Term)]);
        var value = term(x.At(0, [Formula.Index(0), Formula.Index(1), .. positions]));
        return Formula.Reduce(
            combiner, Window.Kernel, Formula.Select(Window.IsInside(positions, Input, Windows), value, padding));
    }
}
