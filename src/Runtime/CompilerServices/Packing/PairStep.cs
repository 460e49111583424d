using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>Filters in blocks of outputs, as <see cref="BlockedStep"/> has them, two inputs in the halves of a float. A part is one block.</summary>
internal sealed class PairStep(FilterSource filters, FilterShape shape, int inputBlock, int outputBlock) : PackingStep
{
    private readonly BlockedStep _blocks = new(filters, [], shape, inputBlock, outputBlock);

    public override int Parts => _blocks.Parts;

    public override int Length => Parts * BlockLength;

    private int BlockLength => (shape.PerOutput + 1) / 2 * outputBlock;

    public override void Pack(int part, Span<float> destination, PackingScratch scratch)
    {
        var lines = scratch.Lines(2 * BlockLength);
        // The partner of the last input where their number is odd.
        lines.Slice(shape.PerOutput * outputBlock).Clear();
        _blocks.PackBlock(part, lines.Slice(0, shape.PerOutput * outputBlock), scratch);
        Join(lines, outputBlock, destination.Slice(part * BlockLength, BlockLength));
    }

    /// <summary>Joins lines 2i and 2i + 1 of floats to line i, the upper halves of their bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Join(ReadOnlySpan<float> lines, int length, Span<float> destination)
    {
        var source = MemoryMarshal.Cast<float, uint>(lines);
        var pairs = MemoryMarshal.Cast<float, uint>(destination);
        var upperHalf = new Vector<uint>(0xFFFF_0000);
        for (var line = 0; line <= pairs.Length - length; line += length)
            for (var i = line; i <= line + length - Vector<uint>.Count; i += Vector<uint>.Count)
                ((new Vector<uint>(source.Slice(line + i)) >> 16) | (new Vector<uint>(source.Slice(line + i + length)) & upperHalf)).CopyTo(pairs.Slice(i));
    }
}
