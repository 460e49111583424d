using System.Collections.Immutable;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Testing.Execution;

/// <summary>The test weights of a plan's tensors, as a user passes them and as a build does.</summary>
internal static class PlanWeights
{
    public static ModelWeights ToModelWeights(this ExecutionPlan plan) => ModelWeights.FromTensors(plan.ToTensors());

    public static IEnumerable<WeightTensor> ToTensors(this ExecutionPlan plan) => plan.StoredTensors.Select(tensor =>
        new WeightTensor(tensor.Name, [.. tensor.Shape.Dimensions], Values(tensor)));

    /// <summary>A weight file whose values stand in the build.</summary>
    public static WeightSet ToWeightSet(this ExecutionPlan plan, string? resource = null) => new(
        "weights.safetensors", resource, "test", plan.StoredTensors.Select(tensor => new StoredWeight(
            tensor.Name, StoredFormat.F32, tensor.Shape, resource is null ? Values(tensor) : null)).ToEquatableArray());

    public static float[] Values(Compiler.Weights.StoredTensor tensor) => [.. TestWeights.For(tensor).Select(x => (float)x)];
}
