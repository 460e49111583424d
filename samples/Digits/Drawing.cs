using System.Globalization;

namespace Digits;

/// <summary>Draws a digit as text, with the network's answer beside it.</summary>
internal static class Drawing
{
    private const string Shades = " .:oO@";

    public static void Print(float[] image, int label, ReadOnlySpan<float> probabilities)
    {
        // A character is twice as high as it is wide: one for two rows of pixels.
        for (var row = 0; row < DigitSet.Side; row += 2)
        {
            var line = string.Concat(Enumerable.Range(0, DigitSet.Side).Select(column => Shade(image, row, column)));
            Console.WriteLine($"  {line}  {Remark(row / 2 - 2, label, probabilities)}".TrimEnd());
        }
    }

    private static char Shade(float[] image, int row, int column)
    {
        var top = row * DigitSet.Side + column;
        var ink = (image[top] + image[top + DigitSet.Side]) / 2;
        return Shades[(int)Math.Ceiling(ink * (Shades.Length - 1))];
    }

    private static string Remark(int digit, int label, ReadOnlySpan<float> probabilities)
    {
        if (digit is < 0 or > 9)
            return "";
        var bar = new string('#', (int)MathF.Round(probabilities[digit] * 30));
        var percent = probabilities[digit].ToString("P1", CultureInfo.InvariantCulture).PadLeft(8);
        return $"{digit}{(digit == label ? " <" : "  ")} {percent}  {bar}";
    }
}
