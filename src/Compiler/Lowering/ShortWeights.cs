using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>Which dense layers read two numbers of bfloat16 in place of a float.</summary>
internal static class ShortWeights
{
    /// <summary>
    /// Whether a layer on an image is one: its filters are such numbers but for a factor of each output, there is one sample, and no run of
    /// inputs ends between the two of a pair. A batch reads each filter for several samples, and does not wait for them.
    /// </summary>
    public static bool Fit(Node node, Geometry source) =>
        source.Batch == 1 && node.Inputs[1]!.Constant!.IsShort && TapLoops.ForImage(source).HasPairs;
}
