using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>The attributes of a window over spatial axes, with the padding as explicit numbers.</summary>
/// <param name="Pads">Begins of every spatial axis, then ends.</param>
internal sealed record WindowAttributes(long[] Kernel, long[] Strides, long[] Pads, long[] Dilations)
{
    /// <summary>The attributes as properties of a layer.</summary>
    public IEnumerable<(string Name, object? Value)> Properties =>
        [("strides", Strides), ("pads", Pads), ("dilations", Dilations)];

    /// <summary>Reads the window of a pool, or of a convolution whose filters give the kernel.</summary>
    /// <param name="x">The shape of the tensor that the window slides over: [N, C, spatial…].</param>
    /// <param name="kernel">The kernel; null to read it from the attribute.</param>
    /// <exception cref="MappingException">The attributes make no sense.</exception>
    public static WindowAttributes Read(OperatorNode node, TensorShape x, long[]? kernel)
    {
        var window = ReadUnpadded(node, x, kernel);
        return node.Text("auto_pad", "NOTSET") switch
        {
            "NOTSET" => window with { Pads = List(node, "pads", 2 * window.Kernel.Length, 0) },
            "VALID" => window,
            "SAME_UPPER" => window with { Pads = Distribute(window.SamePadding(x), beginsFirst: false) },
            "SAME_LOWER" => window with { Pads = Distribute(window.SamePadding(x), beginsFirst: true) },
            var other => throw new MappingException($"has an unknown auto_pad, '{other}'"),
        };
    }

    /// <summary>The window with no padding, whatever the attributes ask for.</summary>
    /// <exception cref="MappingException">The attributes make no sense.</exception>
    public static WindowAttributes ReadUnpadded(OperatorNode node, TensorShape x, long[]? kernel)
    {
        var rank = x.Rank - 2;
        if (rank < 1)
            throw new MappingException($"needs an input with spatial axes, but it has the shape {x}");
        if (kernel is not null && node.Integers("kernel_shape") is { } written && !written.SequenceEqual(kernel))
            throw new MappingException(
                $"has kernel_shape [{string.Join(", ", written)}], but the filters are of size {string.Join("×", kernel)}");
        return new(
            kernel ?? Kernels(node, rank), List(node, "strides", rank, 1), new long[2 * rank], List(node, "dilations", rank, 1));
    }

    /// <summary>Half of each axis' padding at its begin, half at its end; the odd one goes to the begin or to the end.</summary>
    public static long[] Distribute(IReadOnlyList<long> totals, bool beginsFirst) =>
    [
        .. totals.Select(total => beginsFirst ? total - (total / 2) : total / 2),
        .. totals.Select(total => beginsFirst ? total / 2 : total - (total / 2)),
    ];

    /// <summary>A list of numbers, one for each of so many positions; the same default for each if it is not given.</summary>
    /// <exception cref="MappingException">It has another length, or numbers that are out of range.</exception>
    public static long[] List(OperatorNode node, string name, int count, long minimum)
    {
        if (node.Integers(name) is not { Length: > 0 } values)
            return [.. Enumerable.Repeat(minimum, count)];
        if (values.Length != count)
            throw new MappingException($"needs {count} numbers as its attribute '{name}', but has {values.Length}");
        foreach (var value in values)
            if (value < minimum || value > SizeLimits.MaximumAttribute)
                throw new MappingException($"has {value} in its attribute '{name}'");
        return values;
    }

    /// <summary>The same window over an image of one row, for a tensor with one spatial axis.</summary>
    public WindowAttributes AsRow() => new([1, .. Kernel], [1, .. Strides], [0, Pads[0], 0, Pads[1]], [1, .. Dilations]);

    private static long[] Kernels(OperatorNode node, int rank) =>
        node.HasAttribute("kernel_shape")
            ? List(node, "kernel_shape", rank, 1) : throw new MappingException("needs the attribute 'kernel_shape'");

    /// <summary>The padding with which there are ⌈input / stride⌉ windows.</summary>
    private long[] SamePadding(TensorShape x) =>
    [
        .. Kernel.Select((kernel, axis) =>
        {
            var windows = ((long)x[axis + 2] + Strides[axis] - 1) / Strides[axis];
            return Math.Max(0, ((windows - 1) * Strides[axis]) + ((kernel - 1) * Dilations[axis]) + 1 - x[axis + 2]);
        }),
    ];
}
