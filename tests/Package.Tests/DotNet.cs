using System.Diagnostics;

namespace ModelCompiler.Tests;

/// <summary>Runs programs, without what the build that runs these tests tells its own processes.</summary>
internal static class DotNet
{
    private static readonly string UserPackages = Directory.CreateDirectory(Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages")).FullName;

    /// <summary>Runs <c>dotnet</c>, with each message once and in no other process, which would outlive the build.</summary>
    public static (int ExitCode, string Text) Build(string directory, string packages, string command, params string[] arguments) => Run(
        directory, packages, "dotnet", [command, .. arguments, "-nologo", "-v:m", "-m:1", "-clp:NoSummary;DisableConsoleColor", "-tl:off", "-nodeReuse:false"]);

    /// <param name="directory">Where the program runs.</param>
    /// <param name="packages">The folder that packages are restored to if the user's has them not.</param>
    public static (int ExitCode, string Text) Run(string directory, string packages, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["NUGET_PACKAGES"] = packages;
        // What the SDK itself needs, such as the compiler of NativeAOT, is hundreds of megabytes.
        start.Environment["NUGET_FALLBACK_PACKAGES"] = UserPackages;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text + errors.Result);
    }
}
