using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building;

/// <summary>Which axis of an operand a node's result has along one of its own: element i comes from element i, and is computed as all others.</summary>
internal static class StepSources
{
    /// <summary>Elements come from several of an operand's, or from others than their own.</summary>
    public const int Mixed = -1;

    /// <summary>The axis of an operand; null if it is the same along the whole axis of the result.</summary>
    public static int? AxisOf(Node node, int input, int axis) => node.Op switch
    {
        Activate or Identity => axis,
        Add or Mul => OfBroadcast(node, input, axis),
        Concat concat => axis == concat.Axis ? Mixed : axis,
        Softmax softmax => axis == softmax.Axis ? Mixed : axis,
        Pad pad => pad.Pads[axis] == 0 && pad.Pads[axis + (pad.Pads.Count / 2)] == 0 ? axis : Mixed,
        Reshape => OfReshape(node.Inputs[0]!.Shape, node.Output.Shape, axis),
        Gemm => OfRows(input, axis),
        Conv conv => input == 0 ? OfWindow(axis, Kernel(node, axis), conv.Strides, conv.Pads) : OfChannels(input, axis),
        MaxPool pool => OfWindow(axis, Kernel(pool.Kernel, axis), pool.Strides, pool.Pads),
        AveragePool pool => OfWindow(axis, Kernel(pool.Kernel, axis), pool.Strides, pool.Pads),
        BatchNormalization => input == 0 ? axis : OfChannels(input, axis),
        Lrn => axis == 1 ? Mixed : axis,
        Compute compute => OfLoops(compute.Body, input, axis),
        _ => axis == 0 && input == 0 ? 0 : Mixed,
    };

    /// <summary>Axes are aligned at the last one.</summary>
    private static int? OfBroadcast(Node node, int input, int axis)
    {
        var operand = node.Inputs[input]!.Shape;
        var own = axis - (node.Output.Shape.Rank - operand.Rank);
        return own < 0 || (operand[own] == 1 && node.Output.Shape[axis] != 1) ? null : own;
    }

    private static int? OfReshape(TensorShape from, TensorShape to, int axis)
    {
        var before = Product(to, axis);
        for (var own = 0; own < from.Rank; own++)
            if (from[own] == to[axis] && Product(from, own) == before)
                return own;
        return Mixed;
    }

    private static long Product(TensorShape shape, int count) =>
        shape.Dimensions.Take(count).Aggregate(1L, (product, dimension) => product * dimension);

    private static int? OfRows(int input, int axis) => input switch
    {
        0 => axis == 0 ? 0 : Mixed,
        3 => axis,
        _ => axis == 0 ? null : 0,
    };

    /// <summary>What belongs to channels is the same at every place of one.</summary>
    private static int? OfChannels(int input, int axis) => axis == 1 ? 0 : input == 3 ? axis : null;

    private static int? OfWindow(int axis, int kernel, IReadOnlyList<int> strides, IReadOnlyList<int> pads) =>
        axis == 0 || (axis > 1 && kernel == 1 && strides[axis - 2] == 1 && pads[axis - 2] == 0 && pads[axis - 2 + strides.Count] == 0)
            ? axis : Mixed;

    private static int Kernel(Node convolution, int axis) => axis < 2 ? 0 : convolution.Inputs[1]!.Shape[axis];

    private static int Kernel(IReadOnlyList<int> kernel, int axis) => axis < 2 ? 0 : kernel[axis - 2];

    /// <summary>The position of the loop's index among those of an operand, which must be the same wherever it is read.</summary>
    private static int? OfLoops(Expression body, int input, int axis)
    {
        var index = Formula.Index(axis);
        int? source = null;
        var isFirst = true;
        foreach (var load in Formula.Parts(body).OfType<Load>().Where(load => load.Operand == input))
        {
            int? own = null;
            for (var i = 0; i < load.Indices.Count; i++)
                if (load.Indices[i] == index)
                    own = own is null ? i : Mixed;
                else if (Contains(load.Indices[i], index))
                    own = Mixed;
            source = isFirst || source == own ? own : Mixed;
            isFirst = false;
        }

        return source;
    }

    /// <summary>Whether a loop nest reads only what stands behind the first elements along an axis of an operand.</summary>
    public static bool IsBehind(Node node, int input, int axis, int count) =>
        node.Op is Compute compute && Formula.Parts(compute.Body).OfType<Load>().Where(load => load.Operand == input)
            .All(load => LeastOf(load.Indices[axis]) >= count);

    /// <summary>A number that an index is never below.</summary>
    private static long LeastOf(Expression index) => index switch
    {
        IntegerLiteral literal => literal.Value,
        Binary { Function: BinaryFunction.Add } sum => LeastOf(sum.Left) + LeastOf(sum.Right),
        _ => 0,
    };

    // What is read at an index is a number like any other, wherever it stood.
    private static bool Contains(Expression expression, Expression index) =>
        expression == index || (expression is not Load && expression.Children.Any(child => Contains(child, index)));
}
