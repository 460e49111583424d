using ModelCompiler.Compiler.Diagnostics;
using Spectre.Console;

namespace ModelCompiler.Tool.Reporting;

/// <summary>A table: with lines and colours for a person, as aligned text where output goes to a file or another program.</summary>
internal sealed class ReportTable
{
    // Spectre.Console cuts lines at the width of the window; a file has none.
    private const int PlainWidth = 10_000;

    private static readonly Padding PlainPadding = new(0, 0, 2, 0);

    private readonly List<(string Header, bool IsNumeric)> _columns = [];
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a column; numbers are aligned to the right.</summary>
    public ReportTable Column(string header, bool isNumeric = false)
    {
        _columns.Add((header, isNumeric));
        return this;
    }

    /// <summary>Adds a row with a cell per column.</summary>
    public void Row(params string[] cells) => _rows.Add(cells);

    public void Write(TextWriter output, bool isTerminal)
    {
        if (isTerminal)
            ConsoleOn(output, null).Write(Build(TableBorder.Rounded, new Padding(1, 0)));
        else
            WritePlain(output);
    }

    private void WritePlain(TextWriter output)
    {
        using var text = new StringWriter { NewLine = "\n" };
        ConsoleOn(text, PlainWidth).Write(Build(TableBorder.None, PlainPadding));
        foreach (var line in text.ToString().TrimEnd('\n').Split('\n'))
            output.WriteLine(line.TrimEnd());
    }

    private Table Build(TableBorder border, Padding padding)
    {
        var table = new Table { Border = border };
        foreach (var (header, isNumeric) in _columns)
            table.AddColumn(new TableColumn(new Text(header, new Style(decoration: Decoration.Bold)))
            {
                Alignment = isNumeric ? Justify.Right : Justify.Left,
                Padding = padding,
                NoWrap = true,
            });
        foreach (var row in _rows)
            table.AddRow(row.Select(cell => new Text(PrintableText.From(cell))));
        return table;
    }

    private static IAnsiConsole ConsoleOn(TextWriter output, int? plainWidth)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plainWidth is null ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = plainWidth is null ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = plainWidth ?? console.Profile.Width;
        return console;
    }
}
