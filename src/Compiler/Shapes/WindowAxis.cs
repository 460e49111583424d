namespace ModelCompiler.Compiler.Shapes;

/// <summary>A window that slides along one spatial axis: how often it fits, by ONNX's formulas.</summary>
internal readonly record struct WindowAxis(int Input, int Kernel, int Stride, int PadBegin, int PadEnd, int Dilation)
{
    /// <summary>Positions from the window's first element to its last.</summary>
    public long Extent => ((Kernel - 1L) * Dilation) + 1;

    public long PaddedInput => (long)Input + PadBegin + PadEnd;

    public bool Fits => Extent <= PaddedInput;

    /// <summary>Number of windows. In ceil mode a last, cut-off window counts if it starts in the input or in the padding before it.</summary>
    public long OutputSize(bool ceilMode)
    {
        var steps = PaddedInput - Extent;
        if (!ceilMode)
            return (steps / Stride) + 1;
        var count = ((steps + Stride - 1) / Stride) + 1;
        return (count - 1) * Stride >= (long)Input + PadBegin ? count - 1 : count;
    }

    /// <summary>
    /// Whether some window reads nothing but padding: one that begins behind the input, ends before it, or steps over it because its
    /// dilation is larger than the input.
    /// </summary>
    public bool HasEmptyWindow(long outputSize)
    {
        if (((outputSize - 1) * Stride) - PadBegin >= Input)
            return true;
        for (var window = 0L; window < outputSize && window * Stride < PadBegin; window++)
        {
            var start = (window * Stride) - PadBegin;
            var step = (-start + Dilation - 1) / Dilation;
            if (step >= Kernel || start + (step * Dilation) >= Input)
                return true;
        }
        return false;
    }
}
