namespace ModelCompiler;

/// <summary>Kinds of faults of a weight file that call for different remedies.</summary>
internal enum WeightFault
{
    /// <summary>The file contradicts itself or its format.</summary>
    Damaged,

    /// <summary>The file ends too early.</summary>
    Truncated,

    /// <summary>A tensor has a type of elements that is not read.</summary>
    ElementType,

    /// <summary>A value is infinite or NaN.</summary>
    NotFinite,
}
