using System.Globalization;
using System.Security;
using System.Text;

namespace ModelCompiler.Benchmarks.Hardware;

/// <summary>
/// An SVG file of lines, dots and words. Its background is that of the page, and its colours are legible on light and on dark ones.
/// </summary>
internal sealed class SvgDrawing(int width, int height)
{
    private readonly StringBuilder _content = new();

    /// <summary>Axes, words and whatever else is no data.</summary>
    public const string Neutral = "#808080";

    /// <summary>For data: told apart in both modes and by people who see few colours (Okabe and Ito).</summary>
    public static IReadOnlyList<string> Colours { get; } = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    public void Line(double x1, double y1, double x2, double y2, string colour = Neutral, double thickness = 1, bool isDashed = false) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" stroke=\"{colour}\" stroke-width=\"{thickness}\"{(isDashed ? " stroke-dasharray=\"4 4\"" : "")}/>\n");

    /// <param name="title">What a pointer over the dot shows.</param>
    public void Dot(double x, double y, double radius, string colour, string title) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{radius:0.#}\" fill=\"{colour}\" fill-opacity=\"0.75\"><title>{SecurityElement.Escape(title)}</title></circle>\n");

    public void Bar(double x, double y, double barWidth, double barHeight, string colour, string title) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{barWidth:0.#}\" height=\"{barHeight:0.#}\" fill=\"{colour}\"><title>{SecurityElement.Escape(title)}</title></rect>\n");

    /// <param name="anchor">start, middle or end.</param>
    public void Text(double x, double y, string text, string anchor = "start", string colour = Neutral, double angle = 0) =>
        _content.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" fill=\"{colour}\"{(angle == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" transform=\"rotate({angle:0} {x:0.#} {y:0.#})\""))}>{SecurityElement.Escape(text)}</text>\n");

    public override string ToString() =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\">\n{_content}</svg>\n";
}
