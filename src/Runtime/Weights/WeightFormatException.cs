namespace ModelCompiler;

/// <summary>
/// A set of weights cannot be used; the message names the tensor, what was expected, and what was found.
/// </summary>
public sealed class WeightFormatException : Exception
{
    /// <summary>States what is wrong.</summary>
    public WeightFormatException(string message) : base(message)
    {
    }

    /// <summary>States what is wrong, and what revealed it.</summary>
    public WeightFormatException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>What kind of fault the message describes, for tools that number them.</summary>
    internal WeightFault Fault { get; init; }
}
