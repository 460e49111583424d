using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tests;

public class ReportTableTests
{
    [Fact]
    public void AFileGetsAlignedText() => Assert.Equal(
        ["layer   MACs", "a          1", "bb     1,000"], Print(isTerminal: false));

    [Fact]
    public void APersonGetsLines()
    {
        var lines = Print(isTerminal: true);
        Assert.StartsWith("╭", lines[0]);
        Assert.Contains("│ bb    │ 1,000 │", lines);
    }

    /// <summary>Names are untrusted: neither Spectre.Console's markup nor the terminal's control sequences take effect.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CellsArePrintedAsTheyAre(bool isTerminal)
    {
        var table = new ReportTable().Column("name");
        table.Row("[red]a[/]\e[2Jb\nc");
        var text = Print(table, isTerminal);
        Assert.Contains(@"[red]a[/]\u001B[2Jb\u000Ac", text);
    }

    private static string[] Print(bool isTerminal)
    {
        var table = new ReportTable().Column("layer").Column("MACs", isNumeric: true);
        table.Row("a", "1");
        table.Row("bb", "1,000");
        return Print(table, isTerminal).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }

    private static string Print(ReportTable table, bool isTerminal)
    {
        using var output = new StringWriter();
        table.Write(output, isTerminal);
        return output.ToString();
    }
}
