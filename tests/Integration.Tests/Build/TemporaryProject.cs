using System.Diagnostics;
using System.Security;

namespace ModelCompiler.Tests.Build;

/// <summary>
/// A user's project outside the repository: an application with the targets, the generator, the tool and the runtime of this build.
/// </summary>
internal sealed class TemporaryProject : IDisposable
{
    private readonly string _directory;
    private bool _isRestored;

    /// <param name="name">Name of the project's directory.</param>
    /// <param name="items">Items as they stand in the project file.</param>
    public TemporaryProject(string items, string name = "App")
    {
        _directory = Directory.CreateTempSubdirectory("modelcompiler-").FullName;
        Root = Directory.CreateDirectory(Path.Combine(_directory, name)).FullName;
        SetItems(items);
    }

    public string Root { get; }

    /// <summary>Writes the project file with other items.</summary>
    public void SetItems(string items) => Write("App.csproj", $"""
        <Project>
          <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
          <Import Project="{Repository.Targets}/ModelCompiler.props" />
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <ModelCompilerToolPath>{Repository.Tool}</ModelCompilerToolPath>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="{Repository.Runtime}" />
            {string.Concat(Repository.Analyzers.Select(path => $"<Analyzer Include=\"{SecurityElement.Escape(path)}\" />"))}
            {items}
          </ItemGroup>
          <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
          <Import Project="{Repository.Targets}/ModelCompiler.targets" />
        </Project>
        """);

    public string PathOf(string name) => Path.Combine(Root, name);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    public void Write(string name, byte[] bytes) => File.WriteAllBytes(PathOf(name), bytes);

    /// <summary>Copies a file of the Digits sample.</summary>
    public void CopySample(string file, string? name = null) => File.Copy(Path.Combine(Repository.Sample, file), PathOf(name ?? file));

    /// <summary>When the file below obj was last written.</summary>
    public DateTime ObjectTime(string file) => File.GetLastWriteTimeUtc(PathOf(Path.Combine("obj/Debug/net10.0", file)));

    /// <summary>Builds, which must succeed without warnings.</summary>
    /// <returns>The messages.</returns>
    public string Build(params string[] arguments)
    {
        var (exitCode, text) = RunBuild(arguments);
        Assert.True(exitCode == 0, text);
        Assert.DoesNotContain("warning", text);
        return text;
    }

    /// <summary>Builds, which must fail.</summary>
    /// <returns>The lines with errors.</returns>
    public IReadOnlyList<string> BuildErrors(params string[] arguments)
    {
        var (exitCode, text) = RunBuild(arguments);
        Assert.True(exitCode != 0, text);
        return [.. text.Split('\n').Where(line => line.Contains(": error", StringComparison.Ordinal)).Select(line => line.Trim())];
    }

    /// <summary>Runs the application, which must succeed.</summary>
    /// <returns>What it printed.</returns>
    public string Run()
    {
        var (exitCode, text) = RunDotNet(["exec", PathOf("bin/Debug/net10.0/App.dll")]);
        Assert.True(exitCode == 0, text);
        return text;
    }

    /// <summary>Runs <c>modelc</c> in the project's directory, which must succeed.</summary>
    public void RunTool(params string[] arguments)
    {
        var (exitCode, text) = RunDotNet(["exec", Repository.Tool, .. arguments]);
        Assert.True(exitCode == 0, text);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    // Without nodes that outlive the build, and with each message once.
    private static string[] Quiet => ["App.csproj", "-nologo", "-v:m", "-clp:NoSummary;DisableConsoleColor", "-tl:off", "-nodeReuse:false"];

    // Items of models change nothing that is restored.
    private (int ExitCode, string Text) RunBuild(string[] arguments)
    {
        var result = RunDotNet(["msbuild", .. Quiet, .. _isRestored ? Array.Empty<string>() : ["-restore"], .. arguments]);
        _isRestored = true;
        return result;
    }

    private (int ExitCode, string Text) RunDotNet(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the build that runs these tests tells its own processes is not for other builds.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text + errors.Result);
    }
}
