namespace ModelCompiler;

/// <summary>Names the layers whose results a compiled model returns; without it, that is the last layer.</summary>
/// <param name="layers">Names of layers, in the order of <c>Run</c>'s parameters.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OutputAttribute(params string[] layers) : Attribute
{
    /// <summary>Names of the layers.</summary>
    public string[] Layers { get; } = layers;
}
