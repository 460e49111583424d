namespace ModelCompiler;

/// <summary>
/// The elements of the first layer at the places of the maxima that the second one, a <see cref="MaxPool2DAttribute"/> whose windows do
/// not overlap, found; zeros elsewhere. The shape is that of the pool's input.
/// </summary>
/// <param name="inputs">Names of the layer whose elements are put back, and of the pool.</param>
public sealed class MaxUnpool2DAttribute(params string[] inputs) : LayerAttribute
{
    /// <summary>Names of the layer whose elements are put back, and of the pool.</summary>
    public string[] Inputs { get; } = inputs;
}
