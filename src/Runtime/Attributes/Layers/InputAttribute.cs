namespace ModelCompiler;

/// <summary>An input of the model, for one sample.</summary>
/// <param name="shape">Channels and the sizes of the spatial axes, such as height and width of an image; or the number of features of a vector.</param>
public sealed class InputAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>
    /// Channels and the sizes of the spatial axes, in this order for every <see cref="Layout"/>; or the number of features.
    /// </summary>
    public int[] Shape { get; } = shape;

    /// <summary>Order in which the caller passes the elements.</summary>
    public Layout Layout { get; set; }

    /// <summary>Type of the elements that the caller passes.</summary>
    public Element Element { get; set; }

    /// <summary>
    /// Subtracted from every element, as (x − mean)·scale: one number, or one per channel. Default: 0.
    /// </summary>
    public double[]? Mean { get; set; }

    /// <summary>Multiplies every element, as (x − mean)·scale: one number, or one per channel. Default: 1.</summary>
    public double[]? Scale { get; set; }
}
