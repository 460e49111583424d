using System.Runtime.InteropServices;

namespace ModelCompiler.Tests;

/// <summary>The application, built anew and published in every way: no warnings, and the answers of an ordinary build.</summary>
public sealed class PublishTests(PublishTests.Fixture built) : IClassFixture<PublishTests.Fixture>
{
    private static readonly string Output = $"bin/Release/net10.0/{RuntimeInformation.RuntimeIdentifier}";
    private static readonly string[] Ordinary = ["-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained=false"];

    /// <summary>Here and not in <see cref="BuildTests"/>: the SDK compiles anew each time where a folder's name has a semicolon.</summary>
    [Fact]
    public void A_second_build_does_nothing_and_a_touched_weight_file_is_read_again()
    {
        string[] files =
        [
            $"App/{Output.Replace("bin", "obj")}/App.dll", "Vision/obj/Release/net10.0/Vision.dll",
            $"App/{Output.Replace("bin", "obj")}/ModelCompiler/import.stamp", "Vision/obj/Release/net10.0/ModelCompiler/import.stamp",
        ];
        DateTime[] Times() => [.. files.Select(file => File.GetLastWriteTimeUtc(built.Projects.PathOf(file)))];
        built.Projects.Build("App", Ordinary);
        var times = Times();
        built.Projects.Build("App", [.. Ordinary, "--no-restore"]);
        Assert.Equal(times, Times());

        File.SetLastWriteTimeUtc(built.Projects.PathOf("App/lenet5.safetensors"), DateTime.UtcNow);
        built.Projects.Build("App", [.. Ordinary, "--no-restore"]);
        var touched = Times();
        Assert.True(touched[2] > times[2]);
        Assert.Equal([times[0], times[1], times[3]], [touched[0], touched[1], touched[3]]);
    }

    [Fact]
    public void A_project_that_only_uses_a_library_with_models_needs_nothing()
    {
        Assert.DoesNotContain("Viewer: ", built.Projects.Build("Viewer", Ordinary));
        Assert.Equal([built.Answer[2]], built.Projects.RunLines("dotnet", built.Projects.PathOf($"Viewer/{Output}/Viewer.dll")));

        // Not even the SDK that compiles models.
        built.Projects.Succeed(built.Projects.Try("msbuild", "Viewer", "-t:ModelCompilerCheckBuild", "-p:NETCoreSdkVersion=9.0.308"));
    }

    [Theory]
    [InlineData("single-file", "--self-contained=false", "-p:PublishSingleFile=true")]
    [InlineData("ready-to-run", "--self-contained=false", "-p:PublishReadyToRun=true")]
    [InlineData("trimmed", "--self-contained=true", "-p:PublishTrimmed=true", "-p:PublishSingleFile=true")]
    public void Published_it_gives_the_same_answers(string name, params string[] arguments) => Publish(name, "net10.0", arguments);

    [Theory]
    [InlineData("net9.0", "x86-x64-v3")]
    [InlineData("net10.0", "x86-64-v3")]
    public void Native_it_gives_the_same_answers(string framework, string instructions) => Publish(
        $"native-{framework}", framework, "-p:PublishAot=true",
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? $"-p:IlcInstructionSet={instructions}" : "");

    private void Publish(string name, string framework, params string[] arguments)
    {
        var folder = built.Projects.PathOf(name);
        var result = built.Projects.Try("publish", "App",
            ["-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", folder, $"-p:Framework={framework}", .. arguments.Where(argument => argument.Length > 0)]);
        if (MissingPart.Of(result.Text) is { } part)
            Assert.Skip($"{name}: {part}");
        built.Projects.Succeed(result);

        var lines = built.Projects.RunLines(Path.Combine(folder, OperatingSystem.IsWindows() ? "App.exe" : "App"), "time");
        Assert.Equal(built.Answer, lines[..^1]);
        var size = Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is not (".pdb" or ".dbg" or ".xml")).Sum(file => new FileInfo(file).Length);
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {size:N0} bytes, {lines[^1]}");
    }

    /// <summary>The projects, and what the application answers as an ordinary build.</summary>
    public sealed class Fixture
    {
        public Fixture(PackedPackages packed)
        {
            Projects = new ConsumerProjects(packed, "published");
            Projects.Build("App", Ordinary);
            Answer = Projects.RunLines("dotnet", Projects.PathOf($"App/{Output}/App.dll"));
        }

        internal ConsumerProjects Projects { get; }

        public string[] Answer { get; }
    }
}
