using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Checks that the algorithm which a user asks for can compute the layer.</summary>
internal static class AlgorithmOverride
{
    public static void Check(LayerContext layer, ConvAlgorithm algorithm, SlidingWindow window, int group, long filters)
    {
        if (algorithm == ConvAlgorithm.Auto)
            return;
        var features = ConvFeatures.Of(window.Kernel, window.Strides, window.Dilations, group, layer.Operand.Shape[1], filters);
        if (features.MissingFor(algorithm) is var (needed, found))
            layer.Reader.Report(
                DiagnosticCatalog.AlgorithmCannotApply, "algorithm", algorithm, needed, found, Listing([.. features.Possible]));
    }

    private static string Listing(IReadOnlyList<ConvAlgorithm> algorithms) =>
        $"{string.Join(", ", algorithms.Take(algorithms.Count - 1))} or {algorithms[algorithms.Count - 1]}";
}
