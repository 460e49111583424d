namespace ModelCompiler;

/// <summary>The order in which a recurrent layer takes the steps of a sequence.</summary>
public enum RecurrentDirection
{
    /// <summary>From the first step to the last.</summary>
    Forward,

    /// <summary>From the last step to the first.</summary>
    Reverse,

    /// <summary>Both, each with weights of its own; the features of the forward direction come first.</summary>
    Bidirectional,
}
