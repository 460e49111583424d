namespace ModelCompiler;

/// <summary>1.0507·x where x &gt; 0, else 1.0507·1.67326·(eˣ − 1), elementwise (ONNX Selu). Shape unchanged.</summary>
public sealed class SELUAttribute : LayerAttribute;
