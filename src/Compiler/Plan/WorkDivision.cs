namespace ModelCompiler.Compiler.Plan;

/// <summary>How the work of a call is divided where an instance has several threads.</summary>
internal enum WorkDivision
{
    /// <summary>Not at all: the caller's thread does it, since it is too small or cannot be divided.</summary>
    None,

    /// <summary>Each thread takes a range of items.</summary>
    Items,

    /// <summary>
    /// Winograd's three steps one after the other, each divided. The threads share a scratch, and each reads other filters.
    /// </summary>
    Steps,
}
