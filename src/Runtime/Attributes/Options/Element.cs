namespace ModelCompiler;

/// <summary>Type of the elements of an input.</summary>
public enum Element
{
    /// <summary><see cref="float"/></summary>
    Float32,

    /// <summary><see cref="byte"/>, converted to float before anything else.</summary>
    UInt8,
}
