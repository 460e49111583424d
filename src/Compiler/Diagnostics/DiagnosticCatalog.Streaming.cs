namespace ModelCompiler.Compiler.Diagnostics;

/// <summary>What can be wrong with models that keep their states. {0} is the layer, as in "GRU 'gru1'", unless the message is about the model.</summary>
internal static partial class DiagnosticCatalog
{
    public static readonly DiagnosticDescription StatefulWithoutState = GraphError("MC0590", "Stateful model without a state",
        "Model '{0}' is stateful, but no layer of it has a state; add an RNN, GRU or LSTM, or let the model not be stateful");

    public static readonly DiagnosticDescription ReverseInStatefulModel = GraphError("MC0591", "Backward layer in a stateful model",
        "{0} begins with the last step, which a stateful model has not seen yet; let its direction be Forward, or let the model not be stateful");

    public static readonly DiagnosticDescription BatchInStatefulModel = GraphError("MC0592", "Batch in a stateful model",
        "{0} takes {1} samples at once, but a stateful model keeps the state of one; take an instance of a model without a batch for each");

    public static readonly DiagnosticDescription StepsMixed = GraphError("MC0593", "Steps are mixed in a stateful model",
        "{0} does not treat each of the {1} steps that the stateful model takes at a time alike and by itself, so that its results would depend "
        + "on where a stream is cut; let the model take one step at a time, or do without the layer");

    public static readonly DiagnosticDescription GivenStates = GraphError("MC0594", "States are given to a stateful model",
        "{0} reads its initial states or the lengths of its sequences, but a stateful model keeps its states itself; remove them, or let the "
        + "model not be stateful");
}
