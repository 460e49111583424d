using System.Reflection;
using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Benchmarks.Kernels.Layers;

/// <summary>
/// A small model, compiled in memory as <c>modelc bench</c> does, whose steps can be run one by one: so a layer is measured
/// without the copies of its input and output.
/// </summary>
internal sealed class LayerModel
{
    private readonly object _network;
    private readonly ModelProfile _profile;

    private LayerModel(InMemoryModel model, ModelWeights weights)
    {
        var instance = model.Create(weights);
        Plan = model.Plan;
        _profile = model.ProfileOf(instance)!;
        // Once as a whole: input, arena and everything behind them have values.
        model.Run(instance, [.. model.Surface.Inputs.Select((port, i) => RandomInputs.Draw(port, i, seed: 1))], model.NewOutputs());
        _network = instance.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
            .Select(field => field.GetValue(instance)!).First(value => value.GetType().Name.EndsWith("Network", StringComparison.Ordinal));
    }

    public ExecutionPlan Plan { get; }

    /// <summary>Compiles models together, which costs less than one by one.</summary>
    /// <param name="layers">For each model the layers behind its input, as JSON.</param>
    public static IReadOnlyList<LayerModel> Compile(IEnumerable<(string Input, string Layers)> models, CompilationTarget target)
    {
        var options = InMemoryCompiler.CompilerOptions with { Profile = true, Target = target };
        var planned = models.Select((model, i) => Read($"layer{i}", model.Input, model.Layers).Plan(options, Report.Silent())
            ?? throw new InvalidOperationException($"{model.Layers} has a mistake.")).ToList();
        var compiled = InMemoryCompiler.Compile(planned, new System.Runtime.Loader.AssemblyLoadContext(null));
        return [.. compiled.Zip(planned, (model, plan) => new LayerModel(model, plan.FindWeights(Report.Silent())!))];
    }

    /// <summary>The steps that compute layers: neither copies nor borders.</summary>
    public IReadOnlyList<int> Steps => [.. Enumerable.Range(0, Plan.Calls.Count)
        .Where(i => Plan.Calls[i] is not (LoadInput or StoreOutput or ClearBorder or CopyTensor))];

    /// <summary>The copies between layers.</summary>
    public IReadOnlyList<int> Copies => [.. Enumerable.Range(0, Plan.Calls.Count).Where(i => Plan.Calls[i] is CopyTensor)];

    /// <summary>Runs a step.</summary>
    public Action StepOf(int index)
    {
        var name = _profile.Steps[index].Method;
        var method = _network.GetType().GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
            ?? throw new InvalidOperationException($"The generated network has no method {name}.");
        var items = Plan.Calls[index].WorkItems;
        switch (method.GetParameters().Length)
        {
            case 0:
                return method.CreateDelegate<Action>(_network);
            case 2:
                var range = method.CreateDelegate<Action<int, int>>(_network);
                return () => range(0, items);
            default:
                // What is written last is the scratch; methods take its place in the arena.
                var scratched = method.CreateDelegate<Action<int, int, int>>(_network);
                var scratch = (int)(Plan.ByteOffsetOf(Plan.Calls[index].Writes.Last()) / sizeof(float));
                return () => scratched(0, items, scratch);
        }
    }

    /// <summary>Runs the steps one after the other.</summary>
    public Action RunOf(IEnumerable<int> steps)
    {
        var actions = steps.Select(StepOf).ToArray();
        return actions.Length == 1 ? actions[0] : () =>
        {
            foreach (var action in actions)
                action();
        };
    }

    private static LoadedModel Read(string name, string input, string layers)
    {
        var text = $$"""
            { "name": "{{name}}", "weights": { "random": 1 }, "layers": [ { "type": "Input", "shape": [{{input}}] }, {{layers}} ] }
            """;
        var result = JsonModelReader.Read(text, name);
        var definition = result.Definition ?? throw new InvalidOperationException($"{text}: {string.Join(", ", result.Diagnostics)}");
        return new LoadedModel(name, definition, null, result.Map);
    }
}
