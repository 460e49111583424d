using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Compiler.Building;

/// <summary>How a layer asks for padding without writing numbers; the first four as in ONNX.</summary>
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

    /// <summary>All positions at which the window meets the input: its extent − 1 on both sides.</summary>
    Full,

    /// <summary>The window's extent − 1 in front: no element sees those behind it.</summary>
    Causal,
}

/// <summary>What padding consists of.</summary>
internal enum PaddingMode
{
    /// <summary>A number, mostly 0.</summary>
    Constant,

    /// <summary>The elements mirrored at the first and the last one, which are not repeated.</summary>
    Reflect,

    /// <summary>The first and the last element.</summary>
    Replicate,

    /// <summary>The elements from the other end.</summary>
    Circular,
}

/// <summary>Reads the padding of a layer and resolves it to explicit pads: begins of all spatial axes, then ends.</summary>
internal static class Padding
{
    /// <summary>A list of pads: one number for all sides, one for each axis, or begins and ends.</summary>
    public static EquatableArray<int> ReadPads(LayerReader reader, int rank, string property = "pads", bool isRequired = false)
    {
        int[]? fallback = isRequired ? null : [0];
        var pads = reader.Integers(property, fallback, SizeLimits.MaximumAttribute);
        if (pads.Length == 2 * rank)
            return pads.ToEquatableArray();
        if (pads.Length == rank)
            return [.. pads, .. pads];
        if (pads.Length != 1)
            reader.Report(
                DiagnosticCatalog.WrongCountForAxes, property, property, rank == 1 ? "1 or 2 numbers" : $"1, {rank} or {2 * rank} numbers", rank, pads.Length);
        return EquatableArray.Repeat(pads[0], 2 * rank);
    }

    /// <summary>The properties pads and autoPad of a layer whose windows slide over an input.</summary>
    /// <param name="window">The window without its pads.</param>
    public static EquatableArray<int> Read(LayerContext layer, SlidingWindow window)
    {
        var (reader, rank) = (layer.Reader, window.Rank);
        var autoPad = reader.Choice<AutoPad>("autoPad");
        var pads = ReadPads(reader, rank);
        if (autoPad == AutoPad.NotSet)
            return pads;
        if (pads.Any(pad => pad != 0))
            reader.Report(DiagnosticCatalog.AutoPadWithPads, "autoPad", autoPad, pads.ToString());
        if (autoPad == AutoPad.Full && window.Strides.Any(stride => stride != 1))
            reader.Report(DiagnosticCatalog.FullPaddingWithStride, "autoPad", window.Strides);
        if (autoPad == AutoPad.Causal && rank != 1)
            reader.Report(DiagnosticCatalog.CausalPaddingOfImage, "autoPad", layer.Operand.Name, layer.Operand.Shape);
        var sides = Enumerable.Range(0, rank).Select(axis => Of(autoPad, window.Axis(axis, layer.Operand.Shape))).ToList();
        return [.. sides.Select(side => side.Begin), .. sides.Select(side => side.End)];
    }

    private static (int Begin, int End) Of(AutoPad autoPad, WindowAxis axis)
    {
        // The kernel was read as at most 2^20, but times a dilation it may pass an int; such a kernel is larger than any input.
        var around = (int)Math.Min(SizeLimits.MaximumElements, axis.Extent - 1);
        return autoPad switch
        {
            AutoPad.Valid => (0, 0),
            AutoPad.Full => (around, around),
            AutoPad.Causal => (around, 0),
            _ => Same(autoPad, axis),
        };
    }

    private static (int Begin, int End) Same(AutoPad autoPad, WindowAxis axis)
    {
        var output = ((long)axis.Input + axis.Stride - 1) / axis.Stride;
        var total = (int)Math.Min(
            SizeLimits.MaximumElements, Math.Max(0, ((output - 1) * axis.Stride) + axis.Extent - axis.Input));
        return Split(autoPad, total);
    }

    /// <summary>Pads on both sides, which differ by one where their sum is odd.</summary>
    public static (int Begin, int End) Split(AutoPad autoPad, int total) =>
        autoPad == AutoPad.SameLower ? (total - (total / 2), total / 2) : (total / 2, total - (total / 2));
}
