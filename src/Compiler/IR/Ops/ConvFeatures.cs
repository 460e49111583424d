using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.IR.Ops;

/// <summary>What decides which algorithms can compute a convolution. Sizes along rows and columns: sequences are one row.</summary>
internal sealed record ConvFeatures(
    int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth, int Group)
{
    /// <summary>Of volumes, the part along the rows and columns of the images that the kernels work on.</summary>
    public static ConvFeatures Of(
        EquatableArray<int> kernel, EquatableArray<int> strides, EquatableArray<int> dilations, int group) => new(
        Height(kernel), kernel[kernel.Count - 1], Height(strides), strides[strides.Count - 1], Height(dilations), dilations[dilations.Count - 1],
        group);

    /// <summary>The algorithms that a user can ask for here.</summary>
    public IEnumerable<ConvAlgorithm> Possible =>
        Enum.GetValues(typeof(ConvAlgorithm)).Cast<ConvAlgorithm>().Where(algorithm => MissingFor(algorithm) is null);

    /// <summary>The first condition of an algorithm that does not hold, and what there is instead; null if it can compute the layer.</summary>
    public (string Needed, string Found)? MissingFor(ConvAlgorithm algorithm) => algorithm switch
    {
        ConvAlgorithm.Auto or ConvAlgorithm.Direct => null,
        // Six outputs at once are only offered in two dimensions; with five taps they would need a transform of ten samples.
        ConvAlgorithm.Winograd6x6 when (KernelHeight, KernelWidth) is not (3, 3) => ("a 3×3 kernel", Kernel),
        _ => MissingForWinograd(),
    };

    public override string ToString() => $"{KernelHeight}×{KernelWidth}"
        + (StrideHeight * StrideWidth == 1 ? "" : $", stride {StrideHeight}×{StrideWidth}")
        + (DilationHeight * DilationWidth == 1 ? "" : $", dilation {DilationHeight}×{DilationWidth}")
        + (Group == 1 ? "" : $", {Group} groups");

    private string Kernel => $"a {KernelHeight}×{KernelWidth} kernel";

    private (string Needed, string Found)? MissingForWinograd()
    {
        if ((KernelHeight, KernelWidth) is not ((3, 3) or (1, 3) or (3, 1) or (5, 5) or (1, 5) or (5, 1)))
            return ("a kernel of 3×3, 1×3, 3×1, 5×5, 1×5 or 5×1", Kernel);
        if ((StrideHeight, StrideWidth) is not (1, 1))
            return ("stride 1", $"strides {StrideHeight}×{StrideWidth}");
        if ((DilationHeight, DilationWidth) is not (1, 1))
            return ("dilation 1", $"dilations {DilationHeight}×{DilationWidth}");
        return Group == 1 ? null : ("group 1", $"group {Group}");
    }

    private static int Height(EquatableArray<int> axes) => axes.Count == 1 ? 1 : axes[axes.Count - 2];
}
