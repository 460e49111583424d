namespace ModelCompiler;

/// <summary>Padding that follows from the input's size (ONNX auto_pad).</summary>
public enum AutoPad
{
    /// <summary>What the layer's pads say.</summary>
    NotSet,

    /// <summary>
    /// ⌈input / stride⌉ positions, the odd row or column of padding at the bottom or right (ONNX SAME_UPPER).
    /// </summary>
    Same,

    /// <summary>
    /// ⌈input / stride⌉ positions, the odd row or column of padding at the top or left (ONNX SAME_LOWER).
    /// </summary>
    SameLower,

    /// <summary>No padding.</summary>
    Valid,

    /// <summary>All positions at which the window meets the input: kernel − 1 on both sides.</summary>
    Full,

    /// <summary>Of sequences, kernel − 1 at the beginning: no result depends on what comes later.</summary>
    Causal,
}
