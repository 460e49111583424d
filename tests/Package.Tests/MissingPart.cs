namespace ModelCompiler.Tests;

/// <summary>What a machine lacks for a way of publishing: packages of the SDK that no source has, or a linker.</summary>
internal static class MissingPart
{
    public static string? Of(string messages) => messages.Split('\n').FirstOrDefault(line =>
        line.Contains("error NU110", StringComparison.Ordinal) && !line.Contains("ModelCompiler", StringComparison.Ordinal)
        || line.Contains("Platform linker", StringComparison.Ordinal))?.Trim();
}
