namespace ModelCompiler;

/// <summary>The weight file of a compiled model.</summary>
/// <remarks>
/// Tensors are named as in PyTorch, after the layers: <c>conv1.weight</c> [out, in / group, height, width], <c>conv1.bias</c>,
/// <c>dense1.weight</c> [out, in], <c>bn1.weight</c>, <c>bn1.bias</c>, <c>bn1.running_mean</c>, <c>bn1.running_var</c>.
/// </remarks>
/// <param name="file">
/// A safetensors file as the project lists it: <c>&lt;ModelWeights Include="lenet5.safetensors" /&gt;</c>.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WeightsAttribute(string file) : Attribute
{
    /// <summary>The weight file.</summary>
    public string File { get; } = file;
}
