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
        // F(2,3) and F(4,3) exist for one-dimensional kernels; six outputs at once are only offered in two dimensions.
        var isLine = kernel is (1, 3) or (3, 1);
        if (conv.Algorithm == ConvAlgorithm.Winograd6x6 && kernel is not (3, 3))
            return ("a 3×3 kernel", $"a {kernel.Height}×{kernel.Width} kernel");
        if (!isLine && kernel is not (3, 3))
            return ("a 3×3, 1×3 or 3×1 kernel", $"a {kernel.Height}×{kernel.Width} kernel");
        if (window.Strides is not (1, 1))
            return ("stride 1", $"strides {window.Strides.Height}×{window.Strides.Width}");
        if (window.Dilations is not (1, 1))
            return ("dilation 1", $"dilations {window.Dilations.Height}×{window.Dilations.Width}");
        return conv.Group == 1 ? null : ("group 1", $"group {conv.Group}");
    }
}
