using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Checks that the algorithm which a user asks for can compute the layer.</summary>
internal static class AlgorithmOverride
{
    public static void Check(LayerReader reader, Conv conv, ConvolutionWindow window)
    {
        if (conv.Algorithm is ConvAlgorithm.Auto or ConvAlgorithm.Direct)
            return;
        if (FailedCondition(conv, window) is var (needed, found))
            reader.Report(DiagnosticCatalog.AlgorithmCannotApply, "algorithm", conv.Algorithm, needed, found);
    }

    private static (string Needed, string Found)? FailedCondition(Conv conv, ConvolutionWindow window)
    {
        var kernel = window.Kernel;
        // Six outputs at once are only offered in two dimensions; with five taps they would need a transform of ten samples.
        if (conv.Algorithm == ConvAlgorithm.Winograd6x6 && kernel is not (3, 3))
            return ("a 3×3 kernel", $"a {kernel.Height}×{kernel.Width} kernel");
        if (kernel is not ((3, 3) or (1, 3) or (3, 1) or (5, 5) or (1, 5) or (5, 1)))
            return ("a kernel of 3×3, 1×3, 3×1, 5×5, 1×5 or 5×1", $"a {kernel.Height}×{kernel.Width} kernel");
        if (window.Strides is not (1, 1))
            return ("stride 1", $"strides {window.Strides.Height}×{window.Strides.Width}");
        if (window.Dilations is not (1, 1))
            return ("dilation 1", $"dilations {window.Dilations.Height}×{window.Dilations.Width}");
        return conv.Group == 1 ? null : ("group 1", $"group {conv.Group}");
    }
}
