using System.Globalization;

namespace ModelCompiler.Tool.Reporting;

/// <summary>Numbers as all commands print them.</summary>
internal static class Units
{
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Such as 12.3: one digit behind the point below 1000.</summary>
    public static string Decimal(double number) => number.ToString(number < 1000 ? "N1" : "N0", CultureInfo.InvariantCulture);

    public static string Shape(IEnumerable<int> dimensions) => $"[{string.Join(", ", dimensions)}]";
}
