using Microsoft.CodeAnalysis.Text;

namespace ModelCompiler.Tests.Driver;

/// <summary>A text in which [| and |] stand around the place where a diagnostic is expected.</summary>
internal sealed record MarkedSource(string Text, TextSpan Span)
{
    public static MarkedSource Parse(string marked)
    {
        var start = marked.IndexOf("[|", StringComparison.Ordinal);
        var end = marked.IndexOf("|]", StringComparison.Ordinal) - 2;
        Assert.True(start >= 0 && end >= start, "The text has no place marked with [| and |].");
        return new MarkedSource(marked.Replace("[|", "").Replace("|]", ""), TextSpan.FromBounds(start, end));
    }
}
