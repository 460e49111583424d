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

    private static PropertySchema Kernel() => Spatial("kernel", "Size of the window: one number, or height and width.") with
    {
        IsRequired = true, Parts = ["kernelHeight", "kernelWidth"],
    };

    private static PropertySchema Strides(string defaultValue = "1") =>
        Spatial("strides", "Step of the window: one number, or height and width.") with
        {
            Default = defaultValue, Shorthand = "stride",
        };

    private static PropertySchema Dilations() =>
        Spatial("dilations", "Distance between the window's elements: one number, or height and width.") with
        {
            Default = "1", Shorthand = "dilation",
        };

    private static PropertySchema Pads() =>
        new("pads", PropertyType.Integers,
            "Padding: one number, or height and width, or top, left, bottom and right. Not together with autoPad.")
        {
            Minimum = 0, Maximum = int.MaxValue, Counts = [1, 2, 4], Default = "0", Shorthand = "pad",
        };

    private static PropertySchema AutoPad() =>
        Choice("autoPad",
            "Padding that follows from the input. Same: ⌈input / stride⌉ positions, an odd row or column of padding at the end. "
            + "SameLower: the same, but at the beginning. Valid: no padding. NotSet: as pads says.",
            "NotSet", "Same", "SameLower", "Valid");

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

    private static PropertySchema Spatial(string name, string summary) => new(name, PropertyType.Integers, summary)
    {
        Minimum = 1, Maximum = int.MaxValue, Counts = [1, 2],
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
