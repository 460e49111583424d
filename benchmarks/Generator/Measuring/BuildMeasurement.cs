using System.Diagnostics;
using System.Security;
using ModelCompiler.Benchmarks.Generator.Projects;

namespace ModelCompiler.Benchmarks.Generator.Measuring;

/// <summary>
/// The wall clock of <c>dotnet build</c>: by a compiler that starts anew, and so has the generator's own code to JIT, too.
/// </summary>
/// <param name="Without">The same project, without the generator and its files.</param>
internal sealed record BuildMeasurement(BenchmarkProject Project, Samples Without, Samples With)
{
    private static readonly string Root = FindRoot();

    // …/benchmarks/Generator/bin/CONFIGURATION/net10.0/
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static readonly string[] Analyzers =
    [
        "ModelCompiler.Generator.dll", "ModelCompiler.Compiler.dll", "System.Text.Json.dll", "System.Text.Encodings.Web.dll",
        "System.IO.Pipelines.dll", "Microsoft.Bcl.AsyncInterfaces.dll",
    ];

    public static BuildMeasurement Of(BenchmarkProject project, int builds)
    {
        var directory = Directory.CreateTempSubdirectory("modelcompiler-");
        try
        {
            Write(project, directory.FullName);
            List<TimeSpan> without = [], with = [];
            Build(directory.FullName);
            for (var i = 0; i < builds; i++)
            {
                without.Add(Build(directory.FullName, "--no-restore", "-t:Rebuild", "-p:WithGenerator=false"));
                with.Add(Build(directory.FullName, "--no-restore", "-t:Rebuild", "-p:WithGenerator=true"));
            }

            return new BuildMeasurement(project, new Samples(without), new Samples(with));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static void Write(BenchmarkProject project, string directory)
    {
        void File(string name, string text) => System.IO.File.WriteAllText(Path.Combine(directory, name), text);

        File("App.csproj", ProjectFile(project));
        File("Models.cs", project.EditedModelSource(CompiledProject.FirstVersion));
        for (var i = 0; i < BenchmarkProject.OtherFiles; i++)
            File($"Order{i}.cs", BenchmarkProject.OtherSource(i, CompiledProject.FirstVersion));
        foreach (var model in project.Models)
        {
            File(model.DefinitionFile, model.Definition);
            File(ManifestFile(model), model.Manifest(CompiledProject.FirstVersion));
        }
    }

    private static string ManifestFile(ModelText model) => model.Name + ".weights.json";

    // The definitions and manifests that the package's targets would make are there already: their cost is not the generator's.
    private static string ProjectFile(BenchmarkProject project) => $"""
        <Project>
          <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
          <Import Project="{Root}/src/Build/ModelCompiler.props" />
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="{SecurityElement.Escape(typeof(CompiledModelAttribute).Assembly.Location)}" />
          </ItemGroup>
          <ItemGroup Condition="'$(WithGenerator)' == 'true'">
            {string.Concat(Analyzers.Select(file => $"<Analyzer Include=\"{SecurityElement.Escape(Built(file))}\" />\n"))}
            {string.Concat(project.Models.Select(model => $"<AdditionalFiles Include=\"{model.DefinitionFile}\" ModelCompilerItem=\"Model\" ModelCompilerSource=\"%(Identity)\" />\n"))}
            {string.Concat(project.Models.Select(model => $"<AdditionalFiles Include=\"{ManifestFile(model)}\" ModelCompilerItem=\"Weights\" ModelCompilerSource=\"%(Identity)\" />\n"))}
          </ItemGroup>
          <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
        </Project>
        """;

    private static string Built(string file) => Path.Combine(Root, "src", "Generator", "bin", Configuration, "netstandard2.0", file);

    private static TimeSpan Build(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "dotnet", ["build", "App.csproj", "-nologo", "-v:q", "-tl:off", "-nodeReuse:false", "-p:UseSharedCompilation=false", .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the build that runs this benchmark tells its own processes is not for other builds.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? clock.Elapsed : throw new InvalidOperationException(text + errors.Result);
    }

    private static string FindRoot()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "ModelCompiler.sln")))
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("The benchmark runs outside of the repository.");
        return root;
    }
}
