using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>Conv and ConvTranspose.</summary>
internal static class ConvolutionMappings
{
    public static IEnumerable<OperatorMapping> Mappings =>
    [
        new("Conv", "", Conv),
        new("ConvTranspose", "", ConvTranspose),
    ];

    /// <summary>
    /// With constant filters, one spatial axis becomes a row of an image, for which there are kernels. The filters are reshaped
    /// here, where their elements are known.
    /// </summary>
    private static void Conv(OperatorNode node)
    {
        var (x, w) = (node.Input(0), node.Input(1));
        var window = WindowOf(node, x, w);
        if (x.Rank > 3 || x.Value.IsConstant || w.Known is not { } filters)
        {
            node.Return(Conv(node, x, w, window));
            return;
        }

        var image = node.Add("Reshape", [x], ("shape", (long[])[x.Shape[0], x.Shape[1], 1, x.Shape[2]]));
        var result = Conv(node, image, node.Constant(filters.Reshape(TensorShape.Of(w.Shape[0], w.Shape[1], 1, w.Shape[2]))), window.AsRow());
        node.Return(node.Add("Reshape", [result], ("shape", (long[])[result.Shape[0], result.Shape[1], result.Shape[3]])));
    }

    /// <summary>The window of a convolution of x with filters w.</summary>
    /// <exception cref="MappingException">The attributes or shapes make no sense.</exception>
    public static WindowAttributes WindowOf(OperatorNode node, Operand x, Operand w) =>
        WindowAttributes.Read(node, x.Shape, KernelOf(x, w));

    private static Operand Conv(OperatorNode node, Operand x, Operand w, WindowAttributes window) =>
        node.Add("Conv", [x, w, node.Optional(2)], [.. window.Properties, ("group", node.Integer("group", 1))]);

    private static void ConvTranspose(OperatorNode node)
    {
        var (x, w) = (node.Input(0), node.Input(1));
        var window = WindowAttributes.ReadUnpadded(node, x.Shape, KernelOf(x, w));
        var extra = WindowAttributes.List(node, "output_padding", window.Kernel.Length, 0);
        var (pads, autoPad) = (window.Pads, node.Text("auto_pad", "NOTSET"));
        long[]? sizes = node.HasAttribute("output_shape")
            ? OutputShape(node, window.Kernel.Length)
            : autoPad is "SAME_UPPER" or "SAME_LOWER" ? [.. window.Strides.Select((stride, axis) => stride * x.Shape[axis + 2])] : null;
        if (sizes is not null)
        {
            // What is too much is cut off on both sides; what is missing is added at the end.
            long[] surplus = [.. sizes.Select((size, axis) => FullSize(window, x.Shape, axis) + extra[axis] - size)];
            pads = WindowAttributes.Distribute([.. surplus.Select(size => Math.Max(0, size))], beginsFirst: autoPad != "SAME_UPPER");
            extra = [.. extra.Select((size, axis) => size + Math.Max(0, -surplus[axis]))];
        }
        else if (autoPad == "NOTSET")
            pads = WindowAttributes.List(node, "pads", 2 * window.Kernel.Length, 0);
        else if (autoPad != "VALID")
            throw new MappingException($"has an unknown auto_pad, '{autoPad}'");
        node.Return(node.Add(
            "ConvTranspose", [x, w, node.Optional(2)],
            [.. (window with { Pads = pads }).Properties, ("group", node.Integer("group", 1)), ("output_padding", extra)]));
    }

    private static long[] OutputShape(OperatorNode node, int rank)
    {
        var sizes = WindowAttributes.List(node, "output_shape", node.Integers("output_shape")!.Length == rank + 2 ? rank + 2 : rank, 0);
        return [.. sizes.Skip(sizes.Length - rank)];
    }

    private static long FullSize(WindowAttributes window, TensorShape x, int axis) =>
        (window.Strides[axis] * (x[axis + 2] - 1L)) + ((window.Kernel[axis] - 1) * window.Dilations[axis]) + 1;

    private static long[] KernelOf(Operand x, Operand w) => w.Rank == x.Rank
        ? [.. w.Shape.Dimensions.Skip(2).Select(size => (long)size)]
        : throw new MappingException($"needs filters with {x.Rank} axes, as its input has, but they have the shape {w.Shape}");
}
