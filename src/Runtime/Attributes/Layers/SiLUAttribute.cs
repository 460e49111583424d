namespace ModelCompiler;

/// <summary>x/(1 + e⁻ˣ), elementwise, also called swish. Shape unchanged.</summary>
public sealed class SiLUAttribute : LayerAttribute;
