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

    /// <summary>By items where all threads of an instance get as many, else by steps: the instance knows how many threads it has.</summary>
    ItemsOrSteps,
}

/// <summary>What the reports say of how a step is divided.</summary>
/// <param name="Possible">How it could be divided, were it worth it.</param>
/// <param name="Items">The independent items of its work.</param>
internal sealed record StepDivision(WorkDivision Chosen, WorkDivision Possible, int Items)
{
    /// <summary>It could be divided, but takes so little time that this does not pay.</summary>
    public bool IsTooSmall => Chosen == WorkDivision.None && Possible != WorkDivision.None;
}
