namespace ModelCompiler.Generator;

/// <summary>What a step of the pipeline returned, or how it failed: an exception would take the whole generator down.</summary>
/// <param name="Failure">Type, message and place of the exception.</param>
internal sealed record Outcome<T>(T? Value, string? Failure)
    where T : class;

/// <summary>Runs steps that must not throw.</summary>
internal static class Outcome
{
    public static Outcome<T> Of<T>(Func<T?> step)
        where T : class
    {
        try
        {
            return new Outcome<T>(step(), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new Outcome<T>(null, Describe(exception));
        }
    }

    // One line: build tools cut a message at its first line break.
    private static string Describe(Exception exception)
    {
        var place = exception.StackTrace?.Split('\n').FirstOrDefault()?.Trim() ?? "";
        return $"{exception.GetType().Name}: {exception.Message} {place}".Replace('\r', ' ').Replace('\n', ' ').TrimEnd();
    }
}
