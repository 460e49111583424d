namespace ModelCompiler;

/// <summary>A layer that moves a window over an image.</summary>
public abstract class WindowedLayerAttribute : LayerAttribute
{
    private protected WindowedLayerAttribute(params int[] kernel) => Kernel = kernel;

    /// <summary>Height and width of the window, or one number for both.</summary>
    public int[] Kernel { get; }

    /// <summary>
    /// Step of the window in both directions. Default: 1, for pooling the kernel. Not together with <see
    /// cref="Strides"/>.
    /// </summary>
    public int Stride { get; set; }

    /// <summary>
    /// Step of the window: height and width, or one number for both. Default: 1, for pooling the kernel.
    /// </summary>
    public int[]? Strides { get; set; }

    /// <summary>Padding on all four sides. Default: 0. Not together with <see cref="Pads"/>.</summary>
    public int Pad { get; set; }

    /// <summary>Padding: top, left, bottom and right, or height and width, or one number for all. Default: 0.</summary>
    public int[]? Pads { get; set; }

    /// <summary>Padding that follows from the input's size, instead of <see cref="Pads"/>.</summary>
    public AutoPad AutoPad { get; set; }
}
