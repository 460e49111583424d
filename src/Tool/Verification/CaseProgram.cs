using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Verification;

/// <summary>A model of a case, ready to be compiled, with the data sets that it is run on.</summary>
/// <param name="Inputs">The case's inputs, in the order of the data sets' tensors.</param>
internal sealed record CaseProgram(
    SpecializedModel Model, PlannedModel Planned, ModelWeights Weights, IReadOnlyList<string> Inputs, IReadOnlyList<TestDataSet> Sets)
{
    /// <summary>Runs the compiled model on every set.</summary>
    /// <param name="maximumError">The largest error of a float, if nothing is wrong.</param>
    /// <returns>What is wrong with the first set that has a mistake; null if nothing is.</returns>
    public string? FindMistake(InMemoryModel model, Tolerance tolerance, ref double maximumError)
    {
        using var instance = model.Create(Weights);
        foreach (var set in Sets)
            if (FindMistake(model, instance, set, tolerance, ref maximumError) is { } mistake)
                return Sets.Count == 1 ? mistake : $"{set.Name}: {mistake}";
        return null;
    }

    private string? FindMistake(InMemoryModel model, object instance, TestDataSet set, Tolerance tolerance, ref double maximumError)
    {
        var inputs = new Array[model.Surface.Inputs.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            var port = model.Surface.Inputs[i];
            var given = set.Inputs[Inputs.ToList().IndexOf(port.Port.Name)];
            var wanted = CaseTensor.Describe(ElementFormat.Of(port).Name, port.CallerShape);
            if (given.TypeText != wanted)
                return $"wrong shape: the input '{port.Port.Name}' takes {wanted}, but the test data is {given.TypeText}";
            inputs[i] = given.Values!;
        }

        if (model.Surface.Outputs.Count != set.Outputs.Count)
            return $"wrong shape: {model.Surface.Outputs.Count} outputs, but the test data has {set.Outputs.Count}";
        var outputs = model.NewOutputs();
        model.Run(instance, inputs, outputs);
        for (var i = 0; i < outputs.Length; i++)
            if (FindMistake(model, set, i, outputs[i], tolerance, ref maximumError) is { } mistake)
                return mistake;
        return null;
    }

    private string? FindMistake(
        InMemoryModel model, TestDataSet set, int output, Array actual, Tolerance tolerance, ref double maximumError)
    {
        var (port, expected) = (model.Surface.Outputs[output], set.Outputs[output]);
        var found = CaseTensor.Describe(actual, port.CallerShape);
        if (found != expected.TypeText)
            return $"wrong shape: the output '{port.Port.Name}' is {found}, but expected {expected.TypeText}";
        var comparison = new OutputComparison(tolerance, Model.Quanta.ElementAtOrDefault(output));
        var mistake = comparison.FindMistake(port.Port.Name, actual, expected.Values!, expected.Shape);
        maximumError = Math.Max(maximumError, comparison.MaximumError);
        return mistake;
    }
}
