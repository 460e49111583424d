namespace ModelCompiler;

/// <summary>Nothing at inference (ONNX Dropout); accepted so that a training script's layers fit.</summary>
public sealed class DropoutAttribute : LayerAttribute
{
    /// <summary>Share of elements dropped in training.</summary>
    public double Rate { get; set; } = 0.5;
}
