namespace ModelCompiler.Compiler.Definition;

/// <summary>Operators whose windows slide over the spatial axes of [N, C, spatial…].</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> WindowOperators() =>
    [
        Operator("Conv", 2, 3, "Convolution of x with filters w [M, C/group, kernel…] and a bias [M].",
            [.. WindowOf(), Group()]),
        Operator("ConvTranspose", 2, 3, "Transposed convolution of x with filters w [C, M/group, kernel…] and a bias [M].",
            [.. WindowOf(), Group(), Sizes("output_padding", "Added to the size of the result, at the end of each spatial axis.", 0)]),
        Operator("MaxPool", 1, 1, "Maximum over windows; padding does not count.",
            [
                KernelShape(), .. WindowOf(), CeilModeOf(),
                Choice("output", "The greatest values, or where they are in the tensor.", "Values", "Indices"),
                Flag("storage_order", "Whether indices count the first spatial axis fastest.", false),
            ]),
        Operator("AveragePool", 1, 1, "Mean over windows.",
            [
                KernelShape(), .. WindowOf(), CeilModeOf(),
                Flag("count_include_pad", "Whether padding counts, as zeros.", false),
            ]),
        Operator("LpPool", 1, 1, "(Σ |x|^p)^(1/p) over windows.", [KernelShape(), .. WindowOf(), CeilModeOf(), Exponent()]),
        Operator("GlobalAveragePool", 1, 1, "Mean over all spatial axes."),
        Operator("GlobalMaxPool", 1, 1, "Maximum over all spatial axes."),
        Operator("GlobalLpPool", 1, 1, "(Σ |x|^p)^(1/p) over all spatial axes.", Exponent()),
    ];

    private static IEnumerable<PropertySchema> WindowOf() =>
    [
        Sizes("strides", "Step of the window along each spatial axis; 1 if not given.", 1),
        Sizes("pads", "Padding at the begin of each spatial axis, then at the end; 0 if not given.", 0),
        Sizes("dilations", "Distance between the window's elements along each spatial axis; 1 if not given.", 1),
    ];

    private static PropertySchema KernelShape() =>
        Sizes("kernel_shape", "Size of the window along each spatial axis.", 1) with { IsRequired = true };

    private static PropertySchema Group() => Count("group", "Number of groups of channels that do not see each other.") with
    {
        Default = "1",
    };

    private static PropertySchema CeilModeOf() => Flag(
        "ceil_mode", "Whether positions are rounded up, so that the last window may lie partly outside.", false);

    private static PropertySchema Exponent() => Count("p", "The exponent.") with { Default = "2" };

    private static PropertySchema Sizes(string name, string summary, int minimum) =>
        new(name, PropertyType.Integers, summary) { Minimum = minimum, Maximum = int.MaxValue };
}
