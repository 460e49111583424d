namespace ModelCompiler;

/// <summary>What padding consists of.</summary>
public enum PaddingMode
{
    /// <summary>A number: 0 unless a layer says otherwise.</summary>
    Constant,

    /// <summary>The elements mirrored at the first and the last one.</summary>
    Reflect,

    /// <summary>The first and the last element.</summary>
    Replicate,

    /// <summary>The elements from the other end.</summary>
    Circular,
}
