using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Layouts;

/// <summary>Which pools have a kernel for planar images.</summary>
internal static class PlanarPools
{
    // The narrowest vector.
    private const int FewestPixels = 4;

    /// <summary>Whether a node pools windows of 2×2 side by side, all inside the image: what small networks pool by.</summary>
    public static bool Take(Node node) => node switch
    {
        { Op: MaxPool pool, Outputs.Count: 1 } => pool.Dilations.All(step => step == 1) && IsTwoByTwo(node, pool.Kernel, pool.Strides, pool.Pads),
        { Op: AveragePool pool } => IsTwoByTwo(node, pool.Kernel, pool.Strides, pool.Pads),
        _ => false,
    };

    private static bool IsTwoByTwo(Node node, IEnumerable<int> kernel, IEnumerable<int> strides, IEnumerable<int> pads)
    {
        var (image, result) = (ImageShape.Of(node.Inputs[0]!.Shape), ImageShape.Of(node.Output.Shape));
        return kernel.All(size => size == 2) && strides.All(stride => stride == 2) && pads.All(pad => pad == 0)
            && 2 * result.Height <= image.Height && 2 * result.Width <= image.Width && result.Width >= FewestPixels;
    }
}
