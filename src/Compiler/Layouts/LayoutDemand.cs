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
internal readonly record struct LayoutDemand(int? Block, Borders Borders);
