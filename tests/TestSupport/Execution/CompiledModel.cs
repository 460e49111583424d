using System.Reflection;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Testing.Execution;

/// <summary>A model that was compiled to an assembly in memory, with its plan.</summary>
/// <param name="runSpans">Null for a model that takes or gives other elements than floats.</param>
internal sealed class CompiledModel(ExecutionPlan plan, Type model, MethodInfo run, MethodInfo? runSpans)
{
    private readonly Runner _run = run.CreateDelegate<Runner>();

    private delegate void Runner(object model, float[][] inputs, float[][] outputs);

    private delegate void SpanRunner(object model, Memory<float>[] inputs, Memory<float>[] outputs);

    public ExecutionPlan Plan => plan;

    /// <summary>Whether all inputs and outputs are floats, so that they may lie anywhere.</summary>
    public bool TakesFloats => runSpans is not null;

    public Type Type => model;

    /// <summary>A new instance; <paramref name="weights"/> replace the built-in ones. One of several threads wants to be disposed.</summary>
    public object Create(ModelWeights? weights = null, int threads = 1) =>
        Activator.CreateInstance(model, new ModelOptions { Weights = weights, Threads = threads })!;

    /// <summary>Runs an instance on inputs in the order of the model's.</summary>
    public float[][] Run(object instance, params float[][] inputs)
    {
        var outputs = NewOutputs();
        _run(instance, inputs, outputs);
        return outputs;
    }

    /// <summary>Runs an instance into outputs that the caller owns; allocates only what the model does.</summary>
    public void Run(object instance, float[][] inputs, float[][] outputs) => _run(instance, inputs, outputs);

    /// <summary>Runs an instance on memory that the caller owns, in arrays or elsewhere.</summary>
    public void Run(object instance, Memory<float>[] inputs, Memory<float>[] outputs) =>
        runSpans!.CreateDelegate<SpanRunner>()(instance, inputs, outputs);

    public float[][] NewOutputs() => [.. plan.Outputs.Select(output => new float[output.Type.Shape.ElementCount])];

    /// <summary>The generated object that holds the steps of an instance.</summary>
    public object NetworkOf(object instance) => Field(instance, "network");

    /// <summary>The arena of an instance.</summary>
    public Span<float> ArenaOf(object instance) => BufferOf(instance, "arena").Span;

    /// <summary>The packed weights that an instance reads.</summary>
    public CompilerServices.FloatBuffer WeightsOf(object instance) => BufferOf(instance, "weights");

    /// <summary>A matrix that an instance reads as it is stored.</summary>
    public CompilerServices.WeightMatrix MatrixOf(object instance, int index) =>
        (CompilerServices.WeightMatrix)Field(NetworkOf(instance), $"matrix{index}");

    private CompilerServices.FloatBuffer BufferOf(object instance, string name) =>
        (CompilerServices.FloatBuffer)Field(NetworkOf(instance), name);

    private static object Field(object owner, string name) =>
        owner.GetType().GetField(name, BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(owner)!;
}
