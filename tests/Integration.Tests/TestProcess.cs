using System.Diagnostics;

namespace ModelCompiler.Tests;

/// <summary>Runs some of these tests again in a process of their own, whose runtime has other settings.</summary>
internal static class TestProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private const string ChildVariable = "MODELCOMPILER_TEST_CHILD";

    /// <summary>Whether this is such a process.</summary>
    public static bool IsChild { get; } = Environment.GetEnvironmentVariable(ChildVariable) is not null;

    /// <param name="trait">The tests with this trait are run.</param>
    /// <param name="settings">Environment variables of the process.</param>
    public static async Task<(int ExitCode, string Report)> Run(string trait, params (string Name, string Value)[] settings)
    {
        // Started through the host that runs this test: "dotnet" itself when the tests run by dotnet test, else the executable.
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
            start.ArgumentList.Add(typeof(TestProcess).Assembly.Location);
        foreach (var argument in (string[])["-trait", $"{trait}=true", "-noColor"])
            start.ArgumentList.Add(argument);
        start.Environment[ChildVariable] = "1";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Limit);
        var errors = process.StandardError.ReadToEndAsync(timeout.Token);
        var report = await process.StandardOutput.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        return (process.ExitCode, $"{report}\n{await errors}");
    }
}
