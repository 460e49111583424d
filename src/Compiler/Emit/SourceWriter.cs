using System.Text;

namespace ModelCompiler.Compiler.Emit;

/// <summary>Writes indented C#: lines end in \n on every host, raw literals keep their inner indentation.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes one or more lines at the current indentation.</summary>
    public SourceWriter Line(string text = "")
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.Length > 0)
                _text.Append(' ', 4 * _depth).Append(line);
            _text.Append('\n');
        }

        return this;
    }

    /// <summary>Writes a line, if there is one, then a block in braces until the result is disposed.</summary>
    public IDisposable Block(string head = "")
    {
        if (head.Length > 0)
            Line(head);
        Line("{");
        _depth++;
        return new BlockEnd(this);
    }

    /// <summary>Indents until the result is disposed.</summary>
    public IDisposable Indent()
    {
        _depth++;
        return new IndentEnd(this);
    }

    public override string ToString() => _text.ToString();

    private sealed class BlockEnd(SourceWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line("}");
        }
    }

    private sealed class IndentEnd(SourceWriter writer) : IDisposable
    {
        public void Dispose() => writer._depth--;
    }
}
