using System.Globalization;

namespace ModelCompiler.Tool.Reporting;

/// <summary>Numbers as all commands print them.</summary>
internal static class Units
{
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>With three digits or more: 0.03, 1.23, 12.3, 1,234.</summary>
    public static string Decimal(double number) =>
        number.ToString(number < 10 ? "N2" : number < 1000 ? "N1" : "N0", CultureInfo.InvariantCulture);

    /// <summary>With three digits: 512 bytes, 24.5 KB, 97.8 MB; a KB has 1,024.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => $"{Count(bytes)} bytes",
        < 1024 * 1024 => $"{Decimal(bytes / 1024.0)} KB",
        _ => $"{Decimal(bytes / (1024.0 * 1024))} MB",
    };

    /// <summary>Such as 0.12 µs, 9.60 µs, 12.5 ms or 1.34 s.</summary>
    public static string Microseconds(double microseconds) => microseconds switch
    {
        < 1000 => $"{Decimal(microseconds)} µs",
        < 1e6 => $"{Decimal(microseconds / 1000)} ms",
        _ => $"{Decimal(microseconds / 1e6)} s",
    };

    public static string Shape(IEnumerable<int> dimensions) => $"[{string.Join(", ", dimensions)}]";
}
