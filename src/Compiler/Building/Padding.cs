using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Compiler.Building;

/// <summary>How a layer asks for padding without writing numbers, as in ONNX.</summary>
internal enum AutoPad
{
    /// <summary>The property pads decides.</summary>
    NotSet,

    /// <summary>Output size = input size / stride, rounded up; an odd zero goes behind (SAME_UPPER).</summary>
    Same,

    /// <summary>As <see cref="Same"/>, with the odd zero in front.</summary>
    SameLower,

    /// <summary>No padding.</summary>
    Valid,
}

/// <summary>Reads the padding of a layer and resolves it to explicit pads: top, left, bottom, right.</summary>
internal static class Padding
{
    /// <summary>The property pads: one number for all sides, two for height and width, or four.</summary>
    public static EquatableArray<int> ReadPads(LayerReader reader, bool isRequired = false)
    {
        int[]? fallback = isRequired ? null : [0, 0, 0, 0];
        var pads = reader.Integers("pads", fallback, SizeLimits.MaximumAttribute);
        return pads.Length switch
        {
            1 => [pads[0], pads[0], pads[0], pads[0]],
            2 => [pads[0], pads[1], pads[0], pads[1]],
            _ => pads.ToEquatableArray(),
        };
    }

    /// <summary>The properties pads and autoPad of a layer whose windows slide over an image.</summary>
    public static EquatableArray<int> Read(
        LayerReader reader, int inputHeight, int inputWidth,
        (int Height, int Width) kernel, (int Height, int Width) strides, (int Height, int Width) dilations)
    {
        var autoPad = reader.Choice<AutoPad>("autoPad");
        var pads = ReadPads(reader);
        if (autoPad == AutoPad.NotSet)
            return pads;
        if (pads.Any(pad => pad != 0))
            reader.Report(DiagnosticCatalog.AutoPadWithPads, "autoPad", autoPad, pads.ToString());
        if (autoPad == AutoPad.Valid)
            return [0, 0, 0, 0];
        var (top, bottom) = Same(autoPad, inputHeight, kernel.Height, strides.Height, dilations.Height);
        var (left, right) = Same(autoPad, inputWidth, kernel.Width, strides.Width, dilations.Width);
        return [top, left, bottom, right];
    }

    private static (int Begin, int End) Same(AutoPad autoPad, int input, int kernel, int stride, int dilation)
    {
        var extent = new WindowAxis(input, kernel, stride, 0, 0, dilation).Extent;
        var output = ((long)input + stride - 1) / stride;
        // The kernel was read as at most 2^20, but times a dilation it may pass an int; such a kernel is larger than any input.
        var total = (int)Math.Min(SizeLimits.MaximumElements, Math.Max(0, ((output - 1) * stride) + extent - input));
        var smaller = total / 2;
        return autoPad == AutoPad.Same ? (smaller, total - smaller) : (total - smaller, smaller);
    }
}
