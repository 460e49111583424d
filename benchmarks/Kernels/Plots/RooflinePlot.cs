using System.Globalization;
using ModelCompiler.Benchmarks.Hardware;

namespace ModelCompiler.Benchmarks.Kernels.Plots;

/// <summary>
/// A roofline (Williams, Waterman and Patterson 2009): a dot per layer, under the lines that arithmetic and each level of memory allow at
/// its intensity. Both axes are logarithmic.
/// </summary>
internal static class RooflinePlot
{
    private const int Width = 860;
    private const int Height = 520;
    private const double Left = 60;
    private const double Right = 640;
    private const double Top = 40;
    private const double Bottom = 460;
    private const double DotRadius = 4;
    private const double LineHeight = 18;
    private const double LegendLeft = Right + 24;

    private static readonly (double From, double To) Intensities = (0.25, 512);
    private static readonly (double From, double To) Rates = (0.5, 512);

    public static string Draw(HardwareLimits limits, IReadOnlyList<RooflinePoint> points)
    {
        var drawing = new SvgDrawing(Width, Height);
        drawing.Text(Left, Top - 16, "Layers of compiled models against what one core can do");
        DrawAxes(drawing);
        DrawLimits(drawing, limits);
        var kinds = points.Select(point => point.Kind).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var point in points)
            drawing.Dot(X(point.Intensity), Y(point.Rate), DotRadius, ColourOf(kinds.IndexOf(point.Kind)), Describe(point));
        for (var i = 0; i < kinds.Count; i++)
        {
            var y = Bottom - ((kinds.Count - 1 - i) * LineHeight);
            drawing.Dot(LegendLeft, y - DotRadius, DotRadius, ColourOf(i), kinds[i]);
            drawing.Text(LegendLeft + (3 * DotRadius), y, kinds[i]);
        }

        return drawing.ToString();
    }

    private static void DrawAxes(SvgDrawing drawing)
    {
        drawing.Line(Left, Bottom, Right, Bottom);
        drawing.Line(Left, Top, Left, Bottom);
        for (var intensity = Intensities.From; intensity <= Intensities.To; intensity *= 4)
            Tick(X(intensity), intensity, (x, text) => drawing.Text(x, Bottom + LineHeight, text, "middle"));
        for (var rate = 1.0; rate <= Rates.To; rate *= 4)
            Tick(Y(rate), rate, (y, text) => drawing.Text(Left - 6, y + 4, text, "end"));
        drawing.Text((Left + Right) / 2, Bottom + (2.2 * LineHeight), "operations of the layer's definition per byte of input, output and weights", "middle");
        drawing.Text(Left - 40, (Top + Bottom) / 2, "GFLOP/s", "middle", angle: -90);

        static void Tick(double place, double value, Action<double, string> write) => write(place, value.ToString("0.##", CultureInfo.InvariantCulture));
    }

    private static void DrawLimits(SvgDrawing drawing, HardwareLimits limits)
    {
        Horizontal(limits.Peak, $"{limits.Peaks[0].Bits} bits: {Number(limits.Peak)} GFLOP/s");
        foreach (var (level, bandwidth) in limits.Bandwidths.Where(bandwidth => bandwidth.Level != "L1"))
        {
            var from = Math.Max(Intensities.From, Rates.From / bandwidth);
            var to = limits.Peak / bandwidth;
            drawing.Line(X(from), Y(from * bandwidth), X(to), Y(limits.Peak), isDashed: true);
            drawing.Text(X(from) + 4, Y(from * bandwidth) - 6, $"{level} {Number(bandwidth)} GB/s", angle: -Angle());
        }

        void Horizontal(double rate, string text)
        {
            drawing.Line(X(limits.Peak / limits.BandwidthOf("L2")), Y(rate), Right, Y(rate), thickness: 2);
            drawing.Text(LegendLeft, Y(rate) + 4, text);
        }
    }

    /// <summary>Of a line along which both axes grow by the same factor, in degrees.</summary>
    private static double Angle() =>
        Math.Atan2(Y(1) - Y(2), X(2) - X(1)) * 180 / Math.PI;

    private static string Describe(RooflinePoint point) => string.Create(
        CultureInfo.InvariantCulture,
        $"{point.Network} {point.Layer} ({point.Kind}): {point.Rate:0.0} GFLOP/s at {point.Intensity:0.0} operations per byte");

    private static string ColourOf(int index) => SvgDrawing.Colours[index % SvgDrawing.Colours.Count];

    private static double X(double intensity) => Left + ((Right - Left) * Share(intensity, Intensities));

    private static double Y(double rate) => Bottom - ((Bottom - Top) * Share(rate, Rates));

    private static double Share(double value, (double From, double To) range) =>
        Math.Log(Math.Clamp(value, range.From, range.To) / range.From) / Math.Log(range.To / range.From);

    private static string Number(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
