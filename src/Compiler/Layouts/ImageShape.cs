using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Layouts;

/// <summary>
/// A tensor seen as images [N, C, H, W]: a matrix has one position, the last axis of a tensor of rank 3 is W, and the axes between
/// the second and the last of one of more than four axes are rows, one behind the other.
/// </summary>
internal readonly record struct ImageShape(int Batch, int Channels, int Height, int Width)
{
    /// <summary>One position per channel: channels lie in memory as a vector, whatever their block.</summary>
    public bool IsVector => Height == 1 && Width == 1;

    public static ImageShape Of(TensorShape shape) => shape.Rank switch
    {
        0 => new(1, 1, 1, 1),
        1 => new(1, shape[0], 1, 1),
        2 => new(shape[0], shape[1], 1, 1),
        3 => new(shape[0], shape[1], 1, shape[2]),
        4 => new(shape[0], shape[1], shape[2], shape[3]),
        _ => new(
            shape[0], shape[1], shape.Dimensions.Skip(2).Take(shape.Rank - 3).Aggregate(1, (product, dimension) => product * dimension),
            shape[shape.Rank - 1]),
    };

    /// <summary>The axis of the image that an axis of the tensor becomes.</summary>
    public static int Axis(TensorShape shape, int axis) => shape.Rank == 3 && axis == 2 ? 3 : axis;
}
