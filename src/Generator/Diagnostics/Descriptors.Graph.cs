using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Diagnostics;

/// <summary>DiagnosticCatalog.Graph as Roslyn wants it.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor NoInput = new(
        "MC0100", "No input",
        "Model '{0}' has no Input layer; begin it with one, such as an Input of shape [3, 224, 224]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0100.md");

    public static readonly DiagnosticDescriptor FirstLayerIsNotInput = new(
        "MC0101", "First layer is no Input",
        "{0} is the first layer, so there is nothing for it to read; put an Input before it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0101.md");

    public static readonly DiagnosticDescriptor InputReadsLayer = new(
        "MC0102", "Input reads a layer",
        "{0} names '{1}' in From, but an Input reads no other layer; remove From",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0102.md");

    public static readonly DiagnosticDescriptor UnknownSource = new(
        "MC0103", "From names an unknown layer",
        "{0} reads '{1}', but no layer has that name{2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0103.md");

    public static readonly DiagnosticDescriptor SourceComesLater = new(
        "MC0104", "From names a later layer",
        "{0} reads '{1}', which does not come before it; a layer can only read layers above it, so move one "
        + "of the two",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0104.md");

    public static readonly DiagnosticDescriptor DuplicateName = new(
        "MC0105", "Duplicate layer name",
        "{0} has the same name as {1}, which is layer {2} of the model; names are unique, so rename one of "
        + "them",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0105.md");

    public static readonly DiagnosticDescriptor DanglingLayer = new(
        "MC0106", "Layer is never read",
        "The output of {0} is read by no layer and is no output of the model; read it with From, list it "
        + "among the outputs or remove it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0106.md");

    public static readonly DiagnosticDescriptor WrongInputCount = new(
        "MC0107", "Wrong number of inputs",
        "{0} must read {1}, but it reads {2}; name what it shall read in From",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0107.md");

    public static readonly DiagnosticDescriptor UnknownOutput = new(
        "MC0108", "Unknown output",
        "Model '{0}' lists the output '{1}', but no layer has that name{2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0108.md");

    public static readonly DiagnosticDescriptor OutputIsInput = new(
        "MC0109", "Output is an input",
        "The output '{1}' of model '{0}' is an Input layer, so nothing would be computed; name a layer behind"
        + " it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0109.md");

    public static readonly DiagnosticDescriptor DuplicateOutput = new(
        "MC0110", "Output listed twice",
        "Model '{0}' lists the output '{1}' more than once; list every output once",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0110.md");

    public static readonly DiagnosticDescriptor EmptyName = new(
        "MC0111", "Empty layer name",
        "{0} has an empty Name; give it a name or leave Name out to get the default one",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0111.md");

    public static readonly DiagnosticDescriptor ValueOutOfRange = new(
        "MC0112", "Value out of range",
        "{0}: '{1}' must be {2}, but is {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0112.md");

    public static readonly DiagnosticDescriptor UnusedActivationParameter = new(
        "MC0113", "Activation has no such parameter",
        "{0}: '{1}' has no meaning for the activation {2}; remove it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0113.md");

    public static readonly DiagnosticDescriptor GroupDoesNotDivideChannels = new(
        "MC0120", "Group does not divide the channels",
        "{0}: 'group' must divide the number of input channels, but {1} channels come from '{2}' and the "
        + "group is {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0120.md");

    public static readonly DiagnosticDescriptor GroupDoesNotDivideFilters = new(
        "MC0121", "Group does not divide the filters",
        "{0}: 'group' must divide the number of filters, but there are {1} filters and the group is {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0121.md");

    public static readonly DiagnosticDescriptor KernelLargerThanInput = new(
        "MC0122", "Kernel larger than the padded input",
        "{0}: the kernel covers {1} (with dilations), but its input is only {2} with pads; "
        + "use a smaller kernel or larger pads",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0122.md");

    public static readonly DiagnosticDescriptor AutoPadWithPads = new(
        "MC0123", "AutoPad together with pads",
        "{0}: 'autoPad' is {1} and 'pads' are {2}, but only one of them can decide the padding; remove one",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0123.md");

    public static readonly DiagnosticDescriptor AlgorithmCannotApply = new(
        "MC0124", "Algorithm cannot apply",
        "{0}: the algorithm {1} needs {2}, but this layer has {3}; choose {4}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0124.md");

    public static readonly DiagnosticDescriptor WindowOutsideInput = new(
        "MC0125", "Pooling window outside the input",
        "{0}: with kernel {1} and pads {2} (begins, then ends) a window lies entirely in the padding "
        + "of the {3} input; use smaller pads",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0125.md");

    public static readonly DiagnosticDescriptor ImageExpected = new(
        "MC0126", "Layer reads another number of axes",
        "{0} reads {1}, but '{2}' has the shape {3}{4}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0126.md");

    public static readonly DiagnosticDescriptor VectorExpected = new(
        "MC0127", "Dense reads vectors",
        "{0} reads a vector of shape [N, features], but '{1}' has the shape {2}; put a Flatten before it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0127.md");

    public static readonly DiagnosticDescriptor AxisOutOfRange = new(
        "MC0128", "Axis out of range",
        "{0}: 'axis' is {1}, but '{2}' has the shape {3}, so it must lie between 1 and {4}, or between -{4} "
        + "and -1 counted from the end (axis 0 is the batch)",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0128.md");

    public static readonly DiagnosticDescriptor ReshapeCountDiffers = new(
        "MC0129", "Reshape changes the number of elements",
        "{0}: 'shape' is {1}, which holds {2} elements, but '{3}' has the shape {4} with {5} elements",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0129.md");

    public static readonly DiagnosticDescriptor ReshapeCannotInfer = new(
        "MC0130", "Reshape cannot infer a dimension",
        "{0}: 'shape' is {1}, but the {2} elements of '{3}' cannot be divided by the other dimensions, whose "
        + "product is {4}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0130.md");

    public static readonly DiagnosticDescriptor ReshapeSeveralUnknown = new(
        "MC0131", "Reshape with several unknown dimensions",
        "{0}: 'shape' is {1}, but at most one dimension can be -1",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0131.md");

    public static readonly DiagnosticDescriptor ShapesDoNotJoin = new(
        "MC0132", "Shapes do not join",
        "{0}: '{1}' of shape {2} and '{3}' of shape {4} do not join; every pair of dimensions, aligned at the"
        + " end, must be equal or contain a 1",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0132.md");

    public static readonly DiagnosticDescriptor ConcatShapesDiffer = new(
        "MC0133", "Shapes do not concatenate",
        "{0}: '{1}' of shape {2} and '{3}' of shape {4} do not concatenate; all dimensions except axis {5} "
        + "must be equal",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0133.md");

    public static readonly DiagnosticDescriptor TensorTooLarge = new(
        "MC0134", "Tensor too large",
        "{0}: the tensor '{1}' of shape {2} is larger than the {3} elements that a tensor may have",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0134.md");

    public static readonly DiagnosticDescriptor WrongNormalizationCount = new(
        "MC0135", "Wrong number of normalisation values",
        "{0}: '{1}' takes one number or one for each of the {2} channels, but {3} given",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0135.md");

    public static readonly DiagnosticDescriptor ModelTooLarge = new(
        "MC0136", "Model too large",
        "'{0}' needs more than the 2 GiB that its arena, or its packed weights, may take; make its images, channels or layers smaller",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0136.md");

    public static readonly DiagnosticDescriptor OperatorMisfit = new(
        "MC0137", "Operator does not fit its operands", "{0}: {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0137.md");

    public static readonly DiagnosticDescriptor BatchOutOfRange = new(
        "MC0138", "Batch out of range",
        "'{0}' has a batch of {1}, but it must lie between 1 and {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0138.md");

    public static readonly DiagnosticDescriptor BatchIsFixed = new(
        "MC0139", "Batch is fixed by the model",
        "'{0}' cannot take a batch of {1}: its operators of ONNX work on the input '{2}' of shape {3}; if the first dimension has a name in "
        + "the ONNX file, bind it where the project lists the file, as in <CompiledModel Include=\"{0}.onnx\" Dimensions=\"batch={1}\" />, "
        + "else export the model with one",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + "MC0139.md");
}
