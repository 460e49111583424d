using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Reference;

namespace ModelCompiler.Tests;

/// <summary>Compares compiled models with the exact results, within the error that float32 arithmetic may make.</summary>
internal static class ModelAssert
{
    /// <summary>Compiles all definitions into one assembly and runs each.</summary>
    public static IReadOnlyList<CompiledModel> MatchReference(params IReadOnlyList<ModelDefinition> definitions)
    {
        var models = ModelAssembly.Compile(definitions);
        var faults = definitions.Zip(models, Fault).OfType<string>().ToList();
        Assert.True(faults.Count == 0, $"{faults.Count} of {models.Count} models are wrong:\n{string.Join("\n\n", faults.Take(5))}");
        return models;
    }

    /// <summary>What is wrong with a model's outputs, with its definition and plan; null if nothing is.</summary>
    public static string? Fault(ModelDefinition definition, CompiledModel model)
    {
        var run = ReferenceRun.Of(definition, model.Plan);
        try
        {
            var ratio = run.WorstRatio(model.Run(model.Create(model.Plan.ToModelWeights()), run.Inputs));
            return ratio <= 1 ? null : $"error of {ratio} times the bound in {Describe(definition, model)}";
        }
        catch (Exception exception) when (exception is ArgumentException or IndexOutOfRangeException or InvalidOperationException)
        {
            return $"{exception.GetType().Name}: {exception.Message} in {Describe(definition, model)}\n{exception.StackTrace}";
        }
    }

    private static string Describe(ModelDefinition definition, CompiledModel model) =>
        $"{definition}\n{string.Join("\n", model.Plan.Calls)}";
}
