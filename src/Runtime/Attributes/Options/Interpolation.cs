namespace ModelCompiler;

/// <summary>How an Upsample makes elements.</summary>
public enum Interpolation
{
    /// <summary>Elements are repeated.</summary>
    Nearest,

    /// <summary>Linearly along each axis: bilinear on images.</summary>
    Linear,

    /// <summary>By cubic polynomials along each axis, with a = −0.75: bicubic on images.</summary>
    Cubic,
}
