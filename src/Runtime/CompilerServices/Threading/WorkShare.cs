using System.ComponentModel;

namespace ModelCompiler.CompilerServices;

/// <summary>What one part of a phase has to do: a range of items, and of blocks that each item consists of.</summary>
/// <param name="First">The first item.</param>
/// <param name="End">The item behind the last one.</param>
/// <param name="FirstBlock">The first block of each item.</param>
/// <param name="EndBlock">The block behind the last one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct WorkShare(int First, int End, int FirstBlock, int EndBlock)
{
    /// <summary>The share of one part in items; the shares of all parts are as equal as possible.</summary>
    /// <param name="items">The number of items.</param>
    /// <param name="part">The part, below <paramref name="parts"/>.</param>
    /// <param name="parts">The number of parts.</param>
    public static WorkShare Of(int items, int part, int parts) => Of(items, 1, part, parts);

    /// <summary>
    /// The share of one part in a rectangle of items and blocks. Parts take different blocks as far as these divide equally, and
    /// different items beyond: who takes whole blocks shares little with the others.
    /// </summary>
    /// <param name="items">The number of items.</param>
    /// <param name="blocks">The number of blocks of each item.</param>
    /// <param name="part">The part, below <paramref name="parts"/>.</param>
    /// <param name="parts">The number of parts.</param>
    public static WorkShare Of(int items, int blocks, int part, int parts)
    {
        var columns = GreatestCommonDivisor(blocks, parts);
        var rows = parts / columns;
        var (row, column) = (part / columns, part % columns);
        return new(Start(items, row, rows), Start(items, row + 1, rows),
            Start(blocks, column, columns), Start(blocks, column + 1, columns));
    }

    private static int Start(int count, int part, int parts) => (int)((long)count * part / parts);

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
