using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Layouts;

/// <summary>Zeros around every channel plane of a value: the most that any of its readers needs.</summary>
internal readonly record struct Borders(int Top, int Left, int Bottom, int Right)
{
    public static Borders None { get; }

    public Borders Union(Borders other) => new(
        Math.Max(Top, other.Top), Math.Max(Left, other.Left),
        Math.Max(Bottom, other.Bottom), Math.Max(Right, other.Right));
}

/// <summary>What a node asks of an operand.</summary>
/// <param name="Block">The channel block it can read; null for any.</param>
/// <param name="IsStrided">Whether each axis must have one distance between neighbours, as channels in several blocks do not.</param>
/// <param name="IsBlocked">Whether several channels must lie side by side.</param>
internal readonly record struct LayoutDemand(int? Block, Borders Borders, bool IsStrided = false, bool IsBlocked = false)
{
    /// <summary>The block in which a value of the given shape, which lies in blocks of <paramref name="own"/>, is read.</summary>
    public int BlockFor(TensorShape shape, int own) =>
        Block
        ?? (IsStrided && !IsStridedAs(shape, own) ? ChannelBlock.Planar
            : IsBlocked && own == ChannelBlock.Planar && ImageShape.Of(shape).Channels > 1 ? ChannelBlock.Standard(shape)
            : own);

    // The channels of a vector lie side by side whatever their block, unless a convolution asks for a border around each.
    private static bool IsStridedAs(TensorShape shape, int block) =>
        block == ChannelBlock.Planar || ImageShape.Of(shape).Channels <= block || shape.Rank <= 2;
}
