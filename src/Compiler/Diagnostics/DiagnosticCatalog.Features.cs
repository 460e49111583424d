namespace ModelCompiler.Compiler.Diagnostics;

/// <summary>What can be wrong with activations, normalisations, attention and recurrent layers. {0} is the layer, as in "GRU 'gru1'".</summary>
internal static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescription HeadsDoNotDivideFeatures = GraphError("MC0580", "Heads do not divide the features",
        "{0}: 'heads' must divide the number of features, but '{1}' has {2} and there are {3} heads");

    public static readonly DiagnosticDescription GroupsDoNotDivideChannels = GraphError("MC0581", "Groups do not divide the channels",
        "{0}: 'groups' must divide the number of channels, but '{1}' has {2} and there are {3} groups");

    public static readonly DiagnosticDescription AttentionOperandsDiffer = GraphError("MC0583", "Queries, keys and values do not fit each other",
        "{0}: queries '{1}' of shape {2}, keys '{3}' of shape {4} and values '{5}' of shape {6} do not fit; all need "
        + "the same number of features, keys and values the same number of steps");

    public static readonly DiagnosticDescription MinimumAboveMaximum = GraphError("MC0584", "Minimum above maximum",
        "{0}: 'minimum' is {1} and 'maximum' is {2}, so that nothing lies between; exchange them");
}
