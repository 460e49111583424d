namespace ModelCompiler.Compiler.Shapes;

/// <summary>
/// How large things may be, so that no later stage has to fear an overflow. Element counts are multiplied in long and compared after
/// every factor.
/// </summary>
internal static class SizeLimits
{
    /// <summary>
    /// 2^28 elements: a gigabyte of floats. Byte sizes and offsets then fit an int even when channels are rounded up to blocks of 16
    /// (which less than doubles a tensor of more than 16 channels).
    /// </summary>
    public const int MaximumElements = 1 << 28;

    /// <summary>Largest kernel, stride, pad, dilation: far beyond use, and sums and products of two stay small in long.</summary>
    public const int MaximumAttribute = 1 << 20;

    /// <summary>Whether the dimensions are positive or zero and their product is within the limit.</summary>
    public static bool Allow(IEnumerable<long> dimensions)
    {
        var count = 1L;
        foreach (var dimension in dimensions)
        {
            if (dimension is < 0 or > MaximumElements)
                return false;
            count *= Math.Max(1, dimension);
            if (count > MaximumElements)
                return false;
        }
        return true;
    }
}
