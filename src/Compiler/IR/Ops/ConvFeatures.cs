using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.IR.Ops;

/// <summary>What decides which algorithms can compute a convolution. Sizes along rows and columns: sequences are one row.</summary>
internal sealed record ConvFeatures(
    int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth, int Group, long Inputs, long Outputs)
{
    // A transform along one axis has at most 8192 samples, of which half give results; along two, 256.
    private const int LongestSpan = 4096;
    private const int LargestSpan = 192;

    // Winograd's transform of four results and five taps has eight samples, for which there are points enough.
    private const int MostTaps = 5;

    /// <summary>Of volumes, the part along the rows and columns of the images that the kernels work on.</summary>
    public static ConvFeatures Of(
        EquatableArray<int> kernel, EquatableArray<int> strides, EquatableArray<int> dilations, int group, long inputs, long outputs) => new(
        Height(kernel), kernel[kernel.Count - 1], Height(strides), strides[strides.Count - 1], Height(dilations), dilations[dilations.Count - 1],
        group, kernel.Count == 3 ? inputs * kernel[0] : inputs, outputs);

    /// <summary>The algorithms that a user can ask for here.</summary>
    public IEnumerable<ConvAlgorithm> Possible =>
        Enum.GetValues(typeof(ConvAlgorithm)).Cast<ConvAlgorithm>().Where(algorithm => MissingFor(algorithm) is null);

    public bool IsDepthwise => Group == Inputs && Outputs == Inputs && Group > 1;

    /// <summary>The first condition of an algorithm that does not hold, and what there is instead; null if it can compute the layer.</summary>
    public (string Needed, string Found)? MissingFor(ConvAlgorithm algorithm) => algorithm switch
    {
        ConvAlgorithm.Auto or ConvAlgorithm.Direct => null,
        ConvAlgorithm.Depthwise => IsDepthwise ? null : ("one filter per channel", $"{Groups} of {Inputs} to {Outputs} channels"),
        ConvAlgorithm.ImplicitGemm when (KernelHeight, KernelWidth) is not (1, 1) => ("a 1×1 kernel", Kernel),
        ConvAlgorithm.ImplicitGemm or ConvAlgorithm.Im2col => MissingForOneGroup(),
        ConvAlgorithm.Fft => MissingForFourier(),
        // Six outputs at once are only offered in two dimensions; with five taps they would need a transform of ten samples.
        ConvAlgorithm.Winograd6x6 when (KernelHeight, KernelWidth) is not (3, 3) => ("a 3×3 kernel", Kernel),
        ConvAlgorithm.Winograd6x6 when MissingForUnitStride() is { } stride => stride,
        _ => MissingForWinograd(),
    };

    public override string ToString() => $"{KernelHeight}×{KernelWidth}"
        + (StrideHeight * StrideWidth == 1 ? "" : $", stride {StrideHeight}×{StrideWidth}")
        + (DilationHeight * DilationWidth == 1 ? "" : $", dilation {DilationHeight}×{DilationWidth}")
        + (Group == 1 ? "" : $", {Group} groups");

    private string Kernel => $"a {KernelHeight}×{KernelWidth} kernel";

    private string Strides => StrideHeight * StrideWidth == 1 ? "" : $" with strides {StrideHeight}×{StrideWidth}";

    private string Groups => Group == 1 ? "group 1" : $"{Group} groups";

    private int SpanHeight => ((KernelHeight - 1) * DilationHeight) + 1;

    private int SpanWidth => ((KernelWidth - 1) * DilationWidth) + 1;

    private (string Needed, string Found)? MissingForOneGroup() => Group == 1 ? null : ("group 1", $"group {Group}");

    private (string Needed, string Found)? MissingForUnitStride() =>
        (StrideHeight, StrideWidth) is (1, 1) ? null : ("stride 1", $"strides {StrideHeight}×{StrideWidth}");

    private (string Needed, string Found)? MissingForFourier()
    {
        if (MissingForUnitStride() is { } stride)
            return stride;
        if (Group != 1 && !IsDepthwise)
            return ("group 1 or one filter per channel", $"{Groups} of {Inputs} to {Outputs} channels");
        if ((KernelHeight, KernelWidth) is (1, 1))
            return ("more than one tap", Kernel);
        var longest = SpanHeight == 1 || SpanWidth == 1 ? LongestSpan : LargestSpan;
        return Math.Max(SpanHeight, SpanWidth) <= longest
            ? null : ($"a kernel that spans at most {longest} elements of an axis", $"one that spans {SpanHeight}×{SpanWidth}");
    }

    private (string Needed, string Found)? MissingForWinograd()
    {
        var phases = new Polyphase(KernelHeight, KernelWidth, StrideHeight, StrideWidth);
        var isStrided = StrideHeight * StrideWidth > 1;
        if (KernelHeight < StrideHeight || KernelWidth < StrideWidth || phases is { KernelHeight: 1, KernelWidth: 1 })
            return ($"a kernel larger than {(isStrided ? "the stride" : "1×1")}", $"{Kernel}{Strides}");
        if (Math.Max(phases.KernelHeight, phases.KernelWidth) > MostTaps)
            return ($"a kernel of at most {MostTaps} taps{(isStrided ? " for each step of the stride" : "")} along an axis", $"{Kernel}{Strides}");
        if ((DilationHeight, DilationWidth) is not (1, 1))
            return ("dilation 1", $"dilations {DilationHeight}×{DilationWidth}");
        return MissingForOneGroup();
    }

    private static int Height(EquatableArray<int> axes) => axes.Count == 1 ? 1 : axes[axes.Count - 2];
}
