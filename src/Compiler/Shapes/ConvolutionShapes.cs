using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Shapes;

/// <summary>
/// Conv: x [N, C, spatial…], w [M, C/group, kernel…], bias [M], residual like the result [N, M, spatial…]. ConvTranspose:
/// x [N, C, H, W], w [C, M, kernel height, kernel width], bias [M].
/// </summary>
internal static class ConvolutionShapes
{
    public static InferredType Infer(Conv conv, Operands operands)
    {
        RequireOperands(conv, operands);
        var axes = Axes(conv, operands[0], operands[1]);
        if (axes.Any(axis => !axis.Fits))
            return KernelTooLarge(axes);
        InferredType result = InferredType.Float(
            [operands[0][0], operands[1][0], .. axes.Select(axis => axis.OutputSize(ceilMode: false))]);
        if (result.Type is { } type && operands.Optional(3) is { } residual)
            operands.Require(residual == type.Shape, $"needs a residual of shape {type.Shape}");
        return result;
    }

    /// <summary>stride·(size − 1) + kernel + output padding − pads along each axis.</summary>
    public static InferredType Infer(ConvTranspose conv, Operands operands)
    {
        operands.RequireCount(2, 3);
        var (x, w) = (operands[0], operands[1]);
        operands.Require(x.Rank == 4 && w.Rank == 4 && x[1] == w[0], "needs an image and filters that fit");
        operands.Require(
            conv.Strides.Count == 2 && conv.Pads.Count == 4 && conv.OutputPadding.Count == 2, "has attributes for two axes");
        operands.Require(operands.Optional(2) is not { } bias || bias == TensorShape.Of(w[1]), $"needs a bias of {w[1]}");
        var sizes = Enumerable.Range(0, 2).Select(axis => (conv.Strides[axis] * (x[axis + 2] - 1L)) + conv.OutputPadding[axis]
            + w[axis + 2] - conv.Pads[axis] - conv.Pads[axis + 2]).ToList();
        operands.Require(sizes.TrueForAll(size => size > 0), $"has a result of {sizes[0]}×{sizes[1]} elements");
        return InferredType.Float([x[0], w[1], .. sizes]);
    }

    /// <summary>The error for windows that do not fit into their padded input; every windowed operator shares it.</summary>
    public static ShapeError KernelTooLarge(IReadOnlyList<WindowAxis> axes) => new(
        DiagnosticCatalog.KernelLargerThanInput, "kernel",
        [
            string.Join("×", axes.Select(axis => axis.Extent)),
            string.Join("×", axes.Select(axis => axis.PaddedInput)),
        ]);

    private static void RequireOperands(Conv conv, Operands operands)
    {
        operands.RequireCount(2, 4);
        var (x, w) = (operands[0], operands[1]);
        var spatial = conv.SpatialRank;
        operands.Require(spatial >= 1 && x.Rank == spatial + 2 && w.Rank == x.Rank, $"takes {spatial} spatial axes");
        operands.Require(conv.Pads.Count == 2 * spatial && conv.Dilations.Count == spatial, "has attributes per spatial axis");
        operands.Require(conv.Group >= 1 && x[1] == (long)w[1] * conv.Group, $"in {conv.Group} groups needs filters that fit");
        operands.Require(w[0] % conv.Group == 0, $"needs filters in {conv.Group} groups");
        operands.Require(operands.Optional(2) is not { } bias || bias == TensorShape.Of(w[0]), $"needs a bias of {w[0]}");
    }

    private static EquatableArray<WindowAxis> Axes(Conv conv, TensorShape x, TensorShape w) =>
        Enumerable.Range(0, conv.SpatialRank)
            .Select(axis => new WindowAxis(
                x[axis + 2], w[axis + 2], conv.Strides[axis],
                conv.Pads[axis], conv.Pads[axis + conv.SpatialRank], conv.Dilations[axis]))
            .ToEquatableArray();
}
