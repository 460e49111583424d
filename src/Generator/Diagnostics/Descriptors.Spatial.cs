using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>DiagnosticCatalog.Spatial as Roslyn wants it.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor WrongCountForAxes = new(
        "MC0540", "Wrong number of values for the axes",
        "{0}: '{1}' takes {2} for an input of {3} spatial axes, but has {4}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0540.md");

    public static readonly DiagnosticDescriptor FullPaddingWithStride = new(
        "MC0541", "Full padding with a stride",
        "{0}: 'autoPad' is Full, which means every position at which the window meets the input, but 'strides' are {1}; "
        + "use stride 1, or pads",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0541.md");

    public static readonly DiagnosticDescriptor CausalPaddingOfImage = new(
        "MC0542", "Causal padding of an image",
        "{0}: 'autoPad' is Causal, which means the past of a sequence [N, C, L], but '{1}' has the shape {2}; use pads, "
        + "or a layer for sequences",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0542.md");

    public static readonly DiagnosticDescriptor PaddingTooWide = new(
        "MC0543", "Padding wider than the input",
        "{0}: padding of mode {1} is made of the {2} elements along an axis of '{3}', so that it can be {4} wide at "
        + "most, but '{5}' are {6}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0543.md");

    public static readonly DiagnosticDescriptor TransposedResultEmpty = new(
        "MC0544", "Transposed convolution without a result",
        "{0}: the result would have {1} elements along its axes; the pads {2} (begins, then ends) cut off more than "
        + "there is, use smaller ones",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0544.md");

    public static readonly DiagnosticDescriptor OutputPaddingTooLarge = new(
        "MC0545", "Output padding too large",
        "{0}: 'outputPadding' is {1}, but along each axis it must be smaller than the stride or the dilation, which are "
        + "{2} and {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0545.md");

    public static readonly DiagnosticDescriptor AutoPadOfTransposed = new(
        "MC0546", "AutoPad without a meaning for transposed convolutions",
        "{0}: 'autoPad' is {1}, which a transposed convolution does not have; use Same, SameLower, Valid or pads",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0546.md");

    public static readonly DiagnosticDescriptor KLargerThanLength = new(
        "MC0547", "More elements than the sequence has",
        "{0}: 'k' is {1}, but '{2}' has only {3} positions; use a smaller k",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0547.md");

    public static readonly DiagnosticDescriptor UnpoolWithoutPool = new(
        "MC0548", "Unpooling of what is no pool",
        "{0} puts elements to where the maxima of '{1}' were, but '{1}' is no MaxPool2D; name the MaxPool2D second",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0548.md");

    public static readonly DiagnosticDescriptor UnpoolShapesDiffer = new(
        "MC0549", "Unpooling of another shape",
        "{0}: '{1}' has the shape {2}, but '{3}', whose maxima tell where its elements belong, has {4}; both must be "
        + "equal",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0549.md");

    public static readonly DiagnosticDescriptor UnpoolOverlaps = new(
        "MC0550", "Unpooling of windows that overlap",
        "{0}: the windows of '{1}' (kernel {2}, strides {3}, dilations {4}) overlap, so that one place may be the "
        + "maximum of several; use strides that are at least the kernel",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0550.md");

    public static readonly DiagnosticDescriptor ConnectionsUnreadable = new(
        "MC0551", "Connections that cannot be read",
        "{0}: 'connections' lists the input maps of each output map, each once, as in \"0 1 2, 1 2 3\", but its entry "
        + "{1} has '{2}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0551.md");

    public static readonly DiagnosticDescriptor ConnectionOutOfRange = new(
        "MC0552", "Connection to a map that is not there",
        "{0}: entry {1} of 'connections' names map {2}, but '{3}' has {4} maps, 0 to {5}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0552.md");

    public static readonly DiagnosticDescriptor WrongConnectionCount = new(
        "MC0553", "Wrong number of connections",
        "{0}: 'connections' has {1} entries, but there are {2} filters; write one entry for each filter",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0553.md");

    public static readonly DiagnosticDescriptor ConnectionsExclude = new(
        "MC0554", "Connections together with something else",
        "{0}: 'connections' cannot be combined with {1}; remove 'connections' or '{2}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0554.md");

    public static readonly DiagnosticDescriptor CropTooLarge = new(
        "MC0555", "Crop of everything",
        "{0}: the crops {1} (begins, then ends) leave nothing of '{2}' of shape {3}; use smaller ones",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0555.md");

    public static readonly DiagnosticDescriptor SliceOutOfRange = new(
        "MC0556", "Slice outside the tensor",
        "{0}: elements {1} to {2} along axis {3} are none of those that '{4}' has, 0 to {5}; 'end' is the element behind "
        + "the last, and negative numbers count from the end",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0556.md");

    public static readonly DiagnosticDescriptor AxesAreNoPermutation = new(
        "MC0557", "Axes are no permutation",
        "{0}: 'axes' must be the axes 1 to {1} of '{2}' of shape {3} in some order, but are {4}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0557.md");

    public static readonly DiagnosticDescriptor SqueezedAxisHasElements = new(
        "MC0558", "Squeezed axis has elements",
        "{0}: axis {1} of '{2}' has {3} elements, so that it cannot be removed; only one of 1 element can",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0558.md");

    public static readonly DiagnosticDescriptor TooManyAxes = new(
        "MC0559", "Too many axes",
        "{0}: '{1}' of shape {2} has {3} axes already, which are as many as a tensor may have",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0559.md");

    public static readonly DiagnosticDescriptor ChannelsNotDivisible = new(
        "MC0560", "Channels do not divide",
        "{0}: {1} channels become one, but '{2}' has {3}, which that does not divide",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0560.md");

    public static readonly DiagnosticDescriptor AlignCornersOfNearest = new(
        "MC0561", "Aligned corners without interpolation",
        "{0}: 'alignCorners' says where elements are interpolated, but the mode is Nearest; remove it, or choose Linear "
        + "or Cubic",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0561.md");

    public static readonly DiagnosticDescriptor PadValueOfMode = new(
        "MC0562", "Value of padding that has none",
        "{0}: 'value' is what constant padding consists of, but the mode is {1}; remove one of the two",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0562.md");

    public static readonly DiagnosticDescriptor ExcitationWithoutSqueeze = new(
        "MC0563", "Excitation without a squeeze",
        "{0}: '{1}' is a part of the squeeze-and-excitation, but the block has none; give 'squeeze', its width, or remove "
        + "'{1}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0563.md");
}
