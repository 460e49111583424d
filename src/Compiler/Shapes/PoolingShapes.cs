using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Shapes;

/// <summary>Pooling: [N, C, spatial…] → [N, C, windows…].</summary>
internal static class PoolingShapes
{
    public static InferredType Infer(MaxPool pool, Operands operands) => Infer(
        operands, new Windows(pool.Kernel, pool.Strides, pool.Pads, pool.Dilations, pool.CeilMode), allowEmpty: false);

    /// <remarks>Zeros that count make the mean of a window in the padding zero; without them it would be 0/0.</remarks>
    public static InferredType Infer(AveragePool pool, Operands operands) => Infer(
        operands,
        new Windows(pool.Kernel, pool.Strides, pool.Pads, EquatableArray.Repeat(1, pool.Kernel.Count), pool.CeilMode),
        allowEmpty: pool.CountIncludePad);

    public static InferredType InferGlobal(Operands operands)
    {
        operands.RequireCount(1, 1);
        var x = operands[0];
        operands.Require(x.Rank >= 3, "takes spatial axes");
        return InferredType.Float([x[0], x[1], .. Enumerable.Repeat(1L, x.Rank - 2)]);
    }

    private static InferredType Infer(Operands operands, Windows windows, bool allowEmpty)
    {
        operands.RequireCount(1, 1);
        var x = operands[0];
        operands.Require(windows.AreComplete && x.Rank == windows.Kernel.Count + 2, "has attributes per spatial axis");
        var axes = windows.Axes(x);
        if (axes.Any(axis => !axis.Fits))
            return ConvolutionShapes.KernelTooLarge(axes);
        var sizes = axes.Select(axis => axis.OutputSize(windows.CeilMode)).ToArray();
        if (!allowEmpty && axes.Where((axis, i) => axis.HasEmptyWindow(sizes[i])).Any())
            return EmptyWindow(windows, x);
        return InferredType.Float([x[0], x[1], .. sizes]);
    }

    private static ShapeError EmptyWindow(Windows windows, TensorShape x) => new(
        DiagnosticCatalog.WindowOutsideInput, "pads",
        [string.Join("×", windows.Kernel), windows.Pads.ToString(), string.Join("×", x.Dimensions.Skip(2))]);

    private sealed record Windows(
        EquatableArray<int> Kernel, EquatableArray<int> Strides, EquatableArray<int> Pads,
        EquatableArray<int> Dilations, bool CeilMode)
    {
        public bool AreComplete =>
            Strides.Count == Kernel.Count && Dilations.Count == Kernel.Count && Pads.Count == 2 * Kernel.Count;

        public EquatableArray<WindowAxis> Axes(TensorShape x) =>
            Enumerable.Range(0, Kernel.Count)
                .Select(axis => new WindowAxis(
                    x[axis + 2], Kernel[axis], Strides[axis], Pads[axis], Pads[axis + Kernel.Count], Dilations[axis]))
                .ToEquatableArray();
    }
}
