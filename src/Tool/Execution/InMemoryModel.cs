using ModelCompiler.Compiler.Emit;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Tool.Execution;

/// <summary>A model that was compiled into this process.</summary>
internal sealed class InMemoryModel(
    ExecutionPlan plan, ModelSurface surface, InMemoryModel.Creator create, InMemoryModel.Runner run,
    Func<object, ModelProfile>? profile)
{
    internal delegate object Creator(ModelWeights weights, int threads);

    internal delegate void Runner(object model, Array[] inputs, Array[] outputs);

    public ExecutionPlan Plan => plan;

    /// <summary>The inputs and outputs as callers pass them.</summary>
    public ModelSurface Surface => surface;

    /// <summary>A new instance, to be disposed where it has several threads; packs the weights.</summary>
    public IDisposable Create(ModelWeights weights, int threads = 1) => (IDisposable)create(weights, threads);

    /// <summary>The times of an instance's steps; null if the model was planned without.</summary>
    public ModelProfile? ProfileOf(object instance) => profile?.Invoke(instance);

    public Array[] NewOutputs() =>
        [.. surface.Outputs.Select(port => ElementFormat.Of(port).NewArray((int)port.Port.Type.Shape.ElementCount))];

    /// <summary>Runs an instance; allocates only what the model does.</summary>
    /// <param name="inputs">An array per input, as its <see cref="ElementFormat"/> makes them.</param>
    public void Run(object instance, Array[] inputs, Array[] outputs) => run(instance, inputs, outputs);
}
