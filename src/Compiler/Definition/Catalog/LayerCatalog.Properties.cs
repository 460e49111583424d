using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Definition;

/// <summary>The properties that several kinds of layer share.</summary>
internal static partial class LayerCatalog
{
    private static PropertySchema Filters() => Count("filters", "Number of output channels.") with { IsRequired = true };

    private static PropertySchema Multiplier() => Count("multiplier", "Output channels per input channel.") with
    {
        Default = "1",
    };

    private static PropertySchema Kernel(int rank) => Spatial("kernel", rank, "Size of the window") with
    {
        IsRequired = true,
        Parts = rank switch { 1 => [], 2 => ["kernelHeight", "kernelWidth"], _ => ["kernelDepth", "kernelHeight", "kernelWidth"] },
    };

    private static PropertySchema Strides(int rank, string defaultValue = "1") => Spatial("strides", rank, "Step of the window") with
    {
        Default = defaultValue, Shorthand = "stride",
    };

    private static PropertySchema Dilations(int rank) => Spatial("dilations", rank, "Distance between the window's elements") with
    {
        Default = "1", Shorthand = "dilation",
    };

    private static PropertySchema Pads(int rank) =>
        new("pads", PropertyType.Integers,
            $"Padding: {PadsOf(rank)}. Not together with autoPad.")
        {
            Minimum = 0, Maximum = int.MaxValue, Counts = rank == 1 ? [1, 2] : [1, rank, 2 * rank], Default = "0", Shorthand = "pad",
        };

    private static PropertySchema AutoPad() =>
        Choice("autoPad",
            "Padding that follows from the input. Same: ⌈input / stride⌉ positions, an odd element of padding at the end. "
            + "SameLower: the same, but at the beginning. Valid: no padding. Full: all positions at which the window meets the input. "
            + "Causal: of sequences, all of it at the beginning. NotSet: as pads says.",
            "NotSet", "Same", "SameLower", "Valid", "Full", "Causal");

    private static PropertySchema PaddingMode() =>
        Choice("paddingMode",
            "What padding consists of: a number, 0 unless said otherwise; the elements mirrored at the first and last one; the first and "
            + "last element; the elements from the other end.",
            "Constant", "Reflect", "Replicate", "Circular");

    private static PropertySchema CeilMode() => Flag(
        "ceilMode", "Whether positions are rounded up, so that the last window may lie partly outside.", false);

    private static PropertySchema Bias() => Flag("bias", "Whether a bias is added.", true);

    /// <summary>The activation behind a layer, with its parameters.</summary>
    private static IEnumerable<PropertySchema> FusedActivation() =>
    [
        Choice("activation", "Function applied to the result.",
            "None", "ReLU", "ReLU6", "LeakyReLU", "ELU", "Sigmoid", "Tanh", "SiLU", "HardSwish", "HardSigmoid"),
        Number("alpha", PropertyType.Number, "α of the activation.", "0.01 (LeakyReLU), 1 (ELU), 0.2 (HardSigmoid)"),
        Number("beta", PropertyType.Number, "β of the activation.", "0.5 (HardSigmoid)"),
    ];

    private static PropertySchema Axis(string summary) => new("axis", PropertyType.Integer, summary)
    {
        // Tensors have at most eight axes; negative ones count from the end, as in ONNX.
        Minimum = -8, Maximum = 7, Default = "1",
    };

    private static PropertySchema Spatial(string name, int rank, string summary) => new(
        name, PropertyType.Integers, summary + rank switch
        {
            1 => ".",
            2 => ": one number, or height and width.",
            _ => ": one number, or depth, height and width.",
        })
    {
        Minimum = 1, Maximum = int.MaxValue, Counts = rank == 1 ? [1] : [1, rank],
    };

    private static string PadsOf(int rank) => rank switch
    {
        1 => "one number, or begin and end",
        2 => "one number, or height and width, or top, left, bottom and right",
        _ => "one number, or depth, height and width, or the begins of the three, then their ends",
    };

    /// <summary>The shape of one sample of a layer's input.</summary>
    private static string Input(int rank) => rank switch { 1 => "[C, L]", 2 => "[C, H, W]", _ => "[C, D, H, W]" };

    /// <summary>The shape of one sample of a layer's result.</summary>
    private static string Output(int rank, string channels) => rank switch
    {
        1 => $"[{channels}, L′]",
        2 => $"[{channels}, H′, W′]",
        _ => $"[{channels}, D′, H′, W′]",
    };

    private static PropertySchema Count(string name, string summary) => new(name, PropertyType.Integer, summary)
    {
        Minimum = 1, Maximum = int.MaxValue,
    };

    // Models compute in float32: a number beyond its range would silently become infinite.
    private static PropertySchema Number(string name, PropertyType type, string summary, string defaultValue) =>
        new(name, type, summary) { Minimum = -float.MaxValue, Maximum = float.MaxValue, Default = defaultValue };

    private static PropertySchema Flag(string name, string summary, bool defaultValue) =>
        new(name, PropertyType.Flag, summary) { Default = defaultValue ? "true" : "false" };

    /// <summary>An enumeration; the first member is the default.</summary>
    private static PropertySchema Choice(string name, string summary, params string[] members) =>
        new(name, PropertyType.Enumeration, summary) { Members = members.ToEquatableArray(), Default = members[0] };
}
