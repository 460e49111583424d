using System.Text;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Compiler.Frontends.Json;

/// <summary>A text as UTF-8, with the way back from byte offsets to characters, lines and columns.</summary>
internal sealed class TextPositions
{
    // Between two checkpoints, characters are counted one by one.
    private const int CheckpointDistance = 256;

    private readonly List<int> _lineStarts = [0];
    private readonly int[] _checkpoints;

    public TextPositions(string text)
    {
        Utf8 = Encoding.UTF8.GetBytes(text);
        _checkpoints = FindCheckpoints(Utf8);
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                _lineStarts.Add(i + 1);
    }

    public byte[] Utf8 { get; }

    /// <summary>The range of characters that some bytes encode.</summary>
    public TextRange RangeOf(int firstByte, int length) =>
        CharacterRange(CharacterAt(firstByte), CharacterAt(firstByte + length));

    /// <summary>The range between two offsets in UTF-16 units.</summary>
    public TextRange CharacterRange(int start, int end)
    {
        var (line, endLine) = (LineAt(start), LineAt(end));
        return new TextRange(start, end - start, line, start - _lineStarts[line], endLine, end - _lineStarts[endLine]);
    }

    private int LineAt(int character)
    {
        var index = _lineStarts.BinarySearch(character);
        return index >= 0 ? index : ~index - 1;
    }

    private int CharacterAt(int offset)
    {
        offset = Math.Min(Math.Max(offset, 0), Utf8.Length);
        var checkpoint = offset / CheckpointDistance;
        var characters = _checkpoints[checkpoint];
        for (var i = checkpoint * CheckpointDistance; i < offset; i++)
            characters += UnitsBegunBy(Utf8[i]);
        return characters;
    }

    private static int[] FindCheckpoints(byte[] utf8)
    {
        var checkpoints = new int[(utf8.Length / CheckpointDistance) + 1];
        var characters = 0;
        for (var i = 0; i < utf8.Length; i++)
        {
            if (i % CheckpointDistance == 0)
                checkpoints[i / CheckpointDistance] = characters;
            characters += UnitsBegunBy(utf8[i]);
        }

        // A text whose length is a multiple of the distance ends on a checkpoint that the loop does not reach.
        if (utf8.Length % CheckpointDistance == 0)
            checkpoints[checkpoints.Length - 1] = characters;
        return checkpoints;
    }

    /// <summary>
    /// UTF-16 units of the character that a byte begins: 2 outside the basic plane, 0 for a continuation byte.
    /// </summary>
    private static int UnitsBegunBy(byte value) => value switch
    {
        >= 0xF0 => 2,
        >= 0x80 and < 0xC0 => 0,
        _ => 1,
    };
}
