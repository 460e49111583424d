using System.Globalization;

namespace ModelCompiler.Tool.Reporting;

/// <summary>Numbers as all commands print them.</summary>
internal static class Units
{
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>With three digits or more: 0.03, 1.23, 12.3, 1,234.</summary>
    public static string Decimal(double number) =>
        number.ToString(number < 10 ? "N2" : number < 1000 ? "N1" : "N0", CultureInfo.InvariantCulture);

    public static string Shape(IEnumerable<int> dimensions) => $"[{string.Join(", ", dimensions)}]";
}
