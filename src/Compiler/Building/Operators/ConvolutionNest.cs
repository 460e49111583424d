using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>
/// Convolution of x [N, C, spatial…] with w [M, C/group, kernel…] as an expression, for what no kernel computes: other numbers of
/// axes, filters that are computed, integers.
/// </summary>
internal sealed record ConvolutionNest(SlidingWindow Window, int Group, TensorShape Input, TensorShape Filters, TensorShape Result)
{
    /// <summary>The convolution that a layer asks for; null if its operands do not fit, which is reported.</summary>
    public static ConvolutionNest? Read(LayerContext layer, Value x, Value w)
    {
        var (input, filters) = (x.Shape, w.Shape);
        if (input.Rank < 3 || filters.Rank != input.Rank)
        {
            layer.Misfit($"needs an input and filters with as many axes, three or more, but has {input} and {filters}");
            return null;
        }

        var group = layer.Reader.Integer("group", 1);
        if (SlidingWindow.Read(layer, [.. filters.Dimensions.Skip(2)]) is not { } window)
            return null;
        if (input[1] != (long)filters[1] * group || filters[0] % group != 0)
        {
            layer.Misfit($"in {group} groups does not take filters {filters} for an input {input}");
            return null;
        }

        return window.OutputSizes(layer, input) is { } sizes
            ? new(window, group, input, filters, TensorShape.Of([input[0], filters[0], .. sizes]))
            : null;
    }

    /// <summary>The sum of products at the indices of the result.</summary>
    /// <param name="x">An element of the input.</param>
    /// <param name="w">An element of the filters, of the same type.</param>
    public Expression Sum(Func<Expression[], Expression> x, Func<Expression[], Expression> w)
    {
        Expression[] taps = [.. Enumerable.Range(1, Window.Rank).Select(Formula.Term)];
        var positions = Window.Positions(taps);
        var channel = Group == 1
            ? Formula.Term(0) : (Formula.Index(1) / (Filters[0] / Group) * Filters[1]) + Formula.Term(0);
        var product = x([Formula.Index(0), channel, .. positions]) * w([Formula.Index(1), Formula.Term(0), .. taps]);
        var inside = Window.IsInside(positions, Input, [.. Result.Dimensions.Skip(2)]);
        return Formula.Reduce(
            Combiner.Sum, Filters.Dimensions.Skip(1), Formula.Select(inside, product, Formula.Integer(0, product.Type)));
    }
}
