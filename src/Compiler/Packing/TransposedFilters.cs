#if MODELCOMPILER_RUNTIME
namespace ModelCompiler.CompilerServices;
#else
namespace ModelCompiler.Compiler.Packing;
#endif

/// <summary>
/// Filters [C, M, kh, kw] of a transposed convolution as [M/outputBlock][phase][C/inputBlock][taps][lanes][outputBlock]. A phase has the
/// taps whose row and column leave the same remainders by the strides, the last ones first: they meet the inputs in order.
/// </summary>
internal static class TransposedFilters
{
    /// <summary>
    /// Where the element (input, tap) of a block's first output goes within the block, at <c>input · taps + tap</c>.
    /// </summary>
    public static int[] Places(FilterShape shape, int strideHeight, int strideWidth, int inputBlock, int outputBlock)
    {
        var places = new int[shape.PerOutput];
        var next = 0;
        for (var firstRow = 0; firstRow < Math.Min(strideHeight, shape.KernelHeight); firstRow++)
            for (var firstColumn = 0; firstColumn < Math.Min(strideWidth, shape.KernelWidth); firstColumn++)
                for (var inputs = 0; inputs < shape.Inputs; inputs += inputBlock)
                    for (var row = Last(firstRow, strideHeight, shape.KernelHeight); row >= 0; row -= strideHeight)
                        for (var column = Last(firstColumn, strideWidth, shape.KernelWidth); column >= 0; column -= strideWidth)
                            for (var input = inputs; input < Math.Min(inputs + inputBlock, shape.Inputs); input++, next += outputBlock)
                                places[(input * shape.PlaneLength) + (row * shape.KernelWidth) + column] = next;
        return places;
    }

    private static int Last(int first, int stride, int kernel) => first + ((kernel - 1 - first) / stride * stride);
}
