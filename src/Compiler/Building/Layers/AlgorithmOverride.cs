using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Checks that the algorithm which a user asks for can compute the layer.</summary>
internal static class AlgorithmOverride
{
    public static void Check(LayerReader reader, ConvAlgorithm algorithm, SlidingWindow window, int group)
    {
        var features = ConvFeatures.Of(window.Kernel, window.Strides, window.Dilations, group);
        if (features.MissingFor(algorithm) is var (needed, found))
            reader.Report(
                DiagnosticCatalog.AlgorithmCannotApply, "algorithm", algorithm, needed, found, Listing([.. features.Possible]));
    }

    private static string Listing(IReadOnlyList<ConvAlgorithm> algorithms) =>
        $"{string.Join(", ", algorithms.Take(algorithms.Count - 1))} or {algorithms[algorithms.Count - 1]}";
}
