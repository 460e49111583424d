using System.Globalization;
using ModelCompiler.Benchmarks.Hardware;
using ModelCompiler.Benchmarks.Inference.Measuring;

namespace ModelCompiler.Benchmarks.Inference.Results;

/// <summary>Draws how many times faster than ONNX Runtime each network is: a bar per network, and a line where both are equally fast.</summary>
internal static class RatioPlot
{
    private const int Left = 230;
    private const int Width = 760;
    private const int RowHeight = 22;
    private const int BarHeight = 14;
    private const int Margin = 30;

    public static string Draw(IReadOnlyList<NetworkResult> results)
    {
        var bars = results.Where(result => result.Ratio is not null).OrderByDescending(result => result.Ratio).ToList();
        var scale = (Width - Left - 60) / Math.Max(1, bars.Max(bar => bar.Ratio!.Value));
        var drawing = new SvgDrawing(Width, (bars.Count * RowHeight) + (2 * Margin));
        for (var i = 0; i < bars.Count; i++)
        {
            var (ratio, y) = (bars[i].Ratio!.Value, Margin + (i * RowHeight));
            var text = ratio.ToString("0.00", CultureInfo.InvariantCulture);
            drawing.Text(Left - 8, y + BarHeight - 2, bars[i].Network, "end");
            drawing.Bar(
                Left, y, ratio * scale, BarHeight, SvgDrawing.Colours[ratio >= 1 ? 0 : 1], $"{bars[i].Network}: {text} times as fast");
            drawing.Text(Left + (ratio * scale) + 6, y + BarHeight - 2, text);
        }

        drawing.Line(Left + scale, Margin - 8, Left + scale, Margin + (bars.Count * RowHeight), isDashed: true);
        drawing.Text(Left + scale, Margin - 12, "as fast as ONNX Runtime", "middle");
        return drawing.ToString();
    }
}
