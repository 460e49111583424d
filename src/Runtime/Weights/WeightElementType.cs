namespace ModelCompiler;

/// <summary>How the values of a tensor are stored.</summary>
public enum WeightElementType
{
    /// <summary>IEEE 754 binary32, 4 bytes; <c>F32</c> in safetensors.</summary>
    Float32,

    /// <summary>IEEE 754 binary16, 2 bytes; <c>F16</c> in safetensors.</summary>
    Float16,

    /// <summary>The upper half of a binary32, 2 bytes; <c>BF16</c> in safetensors.</summary>
    BFloat16,
}
