using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Checks that the algorithm which a user asks for can compute the layer.</summary>
internal static class AlgorithmOverride
{
    public static void Check(LayerReader reader, ConvAlgorithm algorithm, SlidingWindow window, int group)
    {
        if (algorithm is ConvAlgorithm.Auto or ConvAlgorithm.Direct)
            return;
        if (FailedCondition(algorithm, window, group) is var (needed, found))
            reader.Report(DiagnosticCatalog.AlgorithmCannotApply, "algorithm", algorithm, needed, found);
    }

    private static (string Needed, string Found)? FailedCondition(ConvAlgorithm algorithm, SlidingWindow window, int group)
    {
        var (kernel, strides, dilations) = (Plane(window.Kernel), Plane(window.Strides), Plane(window.Dilations));
        // Six outputs at once are only offered in two dimensions; with five taps they would need a transform of ten samples.
        if (algorithm == ConvAlgorithm.Winograd6x6 && kernel is not (3, 3))
            return ("a 3×3 kernel", $"a {kernel.Height}×{kernel.Width} kernel");
        if (kernel is not ((3, 3) or (1, 3) or (3, 1) or (5, 5) or (1, 5) or (5, 1)))
            return ("a kernel of 3×3, 1×3, 3×1, 5×5, 1×5 or 5×1", $"a {kernel.Height}×{kernel.Width} kernel");
        if (strides is not (1, 1))
            return ("stride 1", $"strides {strides.Height}×{strides.Width}");
        if (dilations is not (1, 1))
            return ("dilation 1", $"dilations {dilations.Height}×{dilations.Width}");
        return group == 1 ? null : ("group 1", $"group {group}");
    }

    /// <summary>The part along rows and columns of the image that the kernels work on: sequences are one row.</summary>
    private static (int Height, int Width) Plane(EquatableArray<int> axes) =>
        (axes.Count == 1 ? 1 : axes[axes.Count - 2], axes[axes.Count - 1]);
}
