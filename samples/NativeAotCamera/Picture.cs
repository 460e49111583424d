namespace NativeAotCamera;

/// <summary>A picture of red, green and blue bytes, row by row from the top.</summary>
internal sealed class Picture(int width, int height, byte[] pixels)
{
    public const int Channels = 3;

    public int Width => width;

    public int Height => height;

    /// <summary>The bytes of a row.</summary>
    public Span<byte> Row(int y) => pixels.AsSpan(y * width * Channels, width * Channels);

    /// <summary>The colour between four pixels (bilinear). Pixel centres are whole numbers; outside lies the colour of the edge.</summary>
    public (float Red, float Green, float Blue) Sample(float x, float y)
    {
        x = Math.Clamp(x, 0, width - 1);
        y = Math.Clamp(y, 0, height - 1);
        int left = (int)x, top = (int)y;
        int right = Math.Min(left + 1, width - 1), bottom = Math.Min(top + 1, height - 1);
        float toRight = x - left, toBottom = y - top;
        return (Channel(0), Channel(1), Channel(2));

        float Channel(int channel)
        {
            var upper = Mix(At(left, top, channel), At(right, top, channel), toRight);
            var lower = Mix(At(left, bottom, channel), At(right, bottom, channel), toRight);
            return Mix(upper, lower, toBottom);
        }
    }

    /// <summary>Draws the outline of a box, two pixels thick.</summary>
    public void DrawOutline(Box box, (byte Red, byte Green, byte Blue) colour)
    {
        int left = (int)MathF.Round(box.Left), top = (int)MathF.Round(box.Top);
        int right = (int)MathF.Round(box.Right), bottom = (int)MathF.Round(box.Bottom);
        Fill(left, top, right, top + 2, colour);
        Fill(left, bottom - 2, right, bottom, colour);
        Fill(left, top, left + 2, bottom, colour);
        Fill(right - 2, top, right, bottom, colour);
    }

    /// <summary>Draws a dot of four by four pixels.</summary>
    public void DrawDot(Point point, (byte Red, byte Green, byte Blue) colour)
    {
        int x = (int)MathF.Round(point.X), y = (int)MathF.Round(point.Y);
        Fill(x - 2, y - 2, x + 2, y + 2, colour);
    }

    // What lies outside of the picture is left out.
    private void Fill(int left, int top, int right, int bottom, (byte Red, byte Green, byte Blue) colour)
    {
        for (var y = Math.Max(0, top); y < Math.Min(height, bottom); y++)
        {
            var row = Row(y);
            for (var x = Math.Max(0, left); x < Math.Min(width, right); x++)
                (row[Channels * x], row[Channels * x + 1], row[Channels * x + 2]) = colour;
        }
    }

    private float At(int x, int y, int channel) => pixels[(y * width + x) * Channels + channel];

    private static float Mix(float first, float second, float share) => first + (second - first) * share;
}
