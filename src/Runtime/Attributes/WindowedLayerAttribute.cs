namespace ModelCompiler;

/// <summary>
/// A layer that moves a window along the spatial axes: the length of a sequence, height and width of an image, or depth, height and
/// width of a volume.
/// </summary>
public abstract class WindowedLayerAttribute : LayerAttribute
{
    private protected WindowedLayerAttribute(params int[] kernel) => Kernel = kernel;

    /// <summary>Size of the window along each axis, or one number for all.</summary>
    public int[] Kernel { get; }

    /// <summary>
    /// Step of the window in all directions. Default: 1, for pooling the kernel. Not together with <see
    /// cref="Strides"/>.
    /// </summary>
    public int Stride { get; set; }

    /// <summary>
    /// Step of the window: one number for each axis, or one for all. Default: 1, for pooling the kernel.
    /// </summary>
    public int[]? Strides { get; set; }

    /// <summary>Padding on all sides. Default: 0. Not together with <see cref="Pads"/>.</summary>
    public int Pad { get; set; }

    /// <summary>Padding: begins of all axes, then ends (top, left, bottom, right), or one number for each axis, or one for all. Default: 0.</summary>
    public int[]? Pads { get; set; }

    /// <summary>Padding that follows from the input's size, instead of <see cref="Pads"/>.</summary>
    public AutoPad AutoPad { get; set; }
}
