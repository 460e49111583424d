namespace ModelCompiler;

/// <summary>Elements at regular positions of one axis (ONNX Slice).</summary>
public sealed class SliceAttribute : LayerAttribute
{
    /// <summary>The axis, the batch being axis 0.</summary>
    public int Axis { get; set; } = 1;

    /// <summary>The first element; negative to count from the end.</summary>
    public int Start { get; set; }

    /// <summary>The element behind the last; negative to count from the end. Default: the end.</summary>
    public int End { get; set; }

    /// <summary>Distance between elements.</summary>
    public int Step { get; set; } = 1;
}
