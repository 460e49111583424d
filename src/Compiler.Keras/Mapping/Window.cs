using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>The window of a convolution or a pool.</summary>
/// <param name="Padding">valid, same or causal.</param>
internal sealed record Window(int[] Kernel, long[] Strides, long[] Dilations, string Padding, bool IsChannelsLast)
{
    private int Spatial => Kernel.Length;

    /// <summary>Reads a convolution's window.</summary>
    public static Window Read(LayerCall layer, int spatial, string kernel)
    {
        long[] ones = [.. Enumerable.Repeat(1L, spatial)];
        string[] paddings = spatial == 1 ? ["valid", "same", "causal"] : ["valid", "same"];
        return new Window(
            Array.ConvertAll(layer.Options.Sizes(kernel, spatial), size => (int)size),
            layer.Options.Sizes("strides", spatial, ones), layer.Options.Sizes("dilation_rate", spatial, ones),
            layer.Options.Choice("padding", "valid", paddings), layer.Options.IsChannelsLast());
    }

    /// <summary>Reads a pool's window, which moves by its own size if nothing is said.</summary>
    public static Window ReadPool(LayerCall layer, int spatial)
    {
        var size = layer.Options.Sizes("pool_size", spatial, [.. Enumerable.Repeat(2L, spatial)]);
        return new Window(
            Array.ConvertAll(size, length => (int)length), layer.Options.Sizes("strides", spatial, size),
            [.. Enumerable.Repeat(1L, spatial)], layer.Options.Choice("padding", "valid", "valid", "same"), layer.Options.IsChannelsLast());
    }

    /// <summary>The properties of a pool of images, a sequence being a row.</summary>
    public (string Name, object? Value)[] PoolProperties =>
        [("kernel", AsImage([.. Kernel])), ("strides", AsImage(Strides)), ("autoPad", Padding == "same" ? "Same" : null)];

    /// <summary>The properties of a convolution of images, a sequence being a row.</summary>
    public (string Name, object? Value)[] ImageProperties =>
    [
        .. PoolProperties, ("dilations", AsImage(Dilations)),
        // A causal convolution sees nothing that comes later.
        ("pads", Padding == "causal" ? (long[])[0, Dilations[0] * (Kernel[0] - 1L), 0, 0] : null),
    ];

    /// <summary>The properties of an operator of ONNX on values of a shape [N, C, spatial…].</summary>
    public (string Name, object? Value)[] Properties(TensorShape image)
    {
        var pads = Enumerable.Range(0, Spatial).Select(axis => PadsOf(image[axis + 2], axis)).ToList();
        return
        [
            ("strides", Strides), ("dilations", Dilations),
            ("pads", (long[])[.. pads.Select(pad => pad.Begin), .. pads.Select(pad => pad.End)]),
        ];
    }

    /// <summary>⌈input / stride⌉ positions; of an odd number of zeros the larger half lies at the end.</summary>
    private (long Begin, long End) PadsOf(long input, int axis)
    {
        if (Padding != "same")
            return (0, 0);
        var positions = (input + Strides[axis] - 1) / Strides[axis];
        var total = Math.Max(0, ((positions - 1) * Strides[axis]) + ((Kernel[axis] - 1) * Dilations[axis]) + 1 - input);
        return (total / 2, total - (total / 2));
    }

    private static long[] AsImage(long[] values) => values.Length == 1 ? [1, values[0]] : values;
}
