namespace ModelCompiler;

/// <summary>α·tanh(β·x), elementwise, as in LeNet-5 (LeCun 1998). Shape unchanged.</summary>
public sealed class ScaledTanhAttribute : LayerAttribute
{
    /// <summary>α of the formula.</summary>
    public double Alpha { get; set; } = 1.7159;

    /// <summary>β of the formula.</summary>
    public double Beta { get; set; } = 2.0 / 3;
}
