using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Layouts;

/// <summary>
/// A tensor of rank 1 to 4 seen as images [N, C, H, W]: a matrix has one position, and the last axis of a tensor of rank 3 is W.
/// </summary>
internal readonly record struct ImageShape(int Batch, int Channels, int Height, int Width)
{
    /// <summary>One position per channel: channels lie in memory as a vector, whatever their block.</summary>
    public bool IsVector => Height == 1 && Width == 1;

    public static ImageShape Of(TensorShape shape) => shape.Rank switch
    {
        1 => new(1, shape[0], 1, 1),
        2 => new(shape[0], shape[1], 1, 1),
        3 => new(shape[0], shape[1], 1, shape[2]),
        4 => new(shape[0], shape[1], shape[2], shape[3]),
        _ => throw new InvalidOperationException($"A tensor {shape} is no image."),
    };

    /// <summary>The axis of the image that an axis of the tensor becomes.</summary>
    public static int Axis(TensorShape shape, int axis) => shape.Rank == 3 && axis == 2 ? 3 : axis;
}
