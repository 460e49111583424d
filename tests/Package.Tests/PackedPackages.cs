using ModelCompiler.Tests;

[assembly: AssemblyFixture(typeof(PackedPackages))]

namespace ModelCompiler.Tests;

/// <summary>
/// Both packages, packed once under a version that no other run has, the tool installed from its package, and a folder of packages
/// that goes away with the tests.
/// </summary>
public sealed class PackedPackages : IDisposable
{
    // …/tests/Package.Tests/bin/CONFIGURATION/net10.0/
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public PackedPackages()
    {
        Version = $"0.0.1-test.{Guid.NewGuid():N}";
        Root = Directory.CreateTempSubdirectory("modelcompiler-package-").FullName;
        Feed = Path.Combine(Root, "feed");
        // Other sources are those of the machine.
        File.WriteAllText(Path.Combine(Root, "nuget.config"), """
            <configuration><packageSources><add key="packed" value="feed" /></packageSources></configuration>
            """);
        Pack("Package", Feed);
        Pack("Tool", Feed);
        Succeed(DotNet.Run(Root, Packages, "dotnet", "tool", "install", "ModelCompiler.Tool", "--version", Version, "--tool-path", Path.Combine(Root, "tool")));
    }

    public string Version { get; }

    /// <summary>A folder for projects; the feed is known in it.</summary>
    public string Root { get; }

    public string Feed { get; }

    public string Packages => Path.Combine(Root, "packages");

    public static string Repository { get; } = FindRepository();

    public static string Succeed((int ExitCode, string Text) result)
    {
        Assert.True(result.ExitCode == 0, result.Text);
        return result.Text;
    }

    /// <summary>Packs a project below <c>src/</c> as it was built.</summary>
    public void Pack(string project, string folder) => Succeed(DotNet.Build(Repository, Packages, "pack",
        $"src/{project}/{project}.csproj", "--no-build", "-c", Configuration, "-o", folder, $"-p:PackageVersion={Version}"));

    /// <summary>Runs the installed <c>modelc</c>, which must succeed.</summary>
    public string RunTool(string directory, params string[] arguments) =>
        Succeed(DotNet.Run(directory, Packages, Path.Combine(Root, "tool", "modelc"), arguments));

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (UnauthorizedAccessException)
        {
            // Windows: the compiler's server still has the generator open.
        }
    }

    private static string FindRepository()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "ModelCompiler.sln")))
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        return root;
    }
}
