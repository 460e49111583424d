using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Tool.HtmlReport;

/// <summary>Markup. It is made of templates only, which encode every text that is put into them: names of a model are untrusted.</summary>
internal sealed class Html
{
    private readonly string _markup;

    private Html(string markup) => _markup = markup;

    public static Html Empty { get; } = new("");

    /// <summary>A template: an interpolated string whose own text is markup, and whose values are encoded unless they are markup themselves.</summary>
    public static Html Of(Template template) => new(template.ToString());

    /// <summary>A file of ours, as it is.</summary>
    public static Html Verbatim(string markup) => new(markup);

    /// <summary>One after the other, a line each.</summary>
    public static Html Lines(IEnumerable<Html> parts) => new(string.Join("\n", parts.Select(part => part._markup).Where(part => part.Length > 0)));

    public override string ToString() => _markup;

    /// <summary>Collects the parts of an interpolated string.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Template
    {
        private readonly StringBuilder _text;

        public Template(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 16));

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(Html markup) => _text.Append(markup._markup);

        public void AppendFormatted(string? text) => _text.Append(Encode(text ?? ""));

        public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

        /// <summary>A coordinate or a share: a hundredth of a pixel is seen by nobody. The sum makes −0 to 0.</summary>
        public void AppendFormatted(double number) => _text.Append((Math.Round(number, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture));

        public override string ToString() => _text.ToString();

        // Between tags and between double quotes these are all that markup gives a meaning; control characters are none of XML's.
        private static string Encode(string text) => PrintableText.From(text)
            .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");
    }
}
