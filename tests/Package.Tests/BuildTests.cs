using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ModelCompiler.Tests;

/// <summary>Builds with the package, in a folder whose name has a bit of everything.</summary>
public sealed class BuildTests(PackedPackages packed, BuildTests.Fixture built) : IClassFixture<BuildTests.Fixture>
{
    [Fact]
    public void Attributes_json_onnx_and_a_library_give_the_same_answer()
    {
        foreach (var model in new[] { "Attributes", "Json", "Onnx" })
            Assert.Contains($"{model}: 61,706 parameters", built.Messages);
        Assert.Equal(3, built.Answer.Length);
        Assert.Single(built.Answer.Distinct());
        Assert.Equal(10, built.Answer[0].Split(' ').Distinct().Count());
    }

    [Fact]
    public void Large_weights_are_a_resource_of_the_library()
    {
        using var file = new PEReader(File.OpenRead(built.Projects.PathOf("App/bin/Debug/net10.0/Vision.dll")));
        var metadata = file.GetMetadataReader();
        var resource = metadata.GetManifestResource(Assert.Single(metadata.ManifestResources));
        Assert.StartsWith("ModelCompiler/", metadata.GetString(resource.Name), StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_weights_change_the_answers_of_their_models()
    {
        var weights = built.Projects.PathOf("App/lenet5.safetensors");
        var bytes = File.ReadAllBytes(weights);
        bytes[^2] ^= 0x40;
        File.WriteAllBytes(weights, bytes);
        built.Projects.Build("App", "--no-restore");
        var answer = built.RunApplication();
        Assert.NotEqual(built.Answer[0], answer[0]);
        Assert.Equal([answer[0], answer[0], built.Answer[2]], answer);
    }

    [Theory]
    [InlineData("NETCoreSdkVersion=9.0.308", "MC0344: ModelCompiler needs the .NET SDK 10.0.100 or later, but this build uses 9.0.308;")]
    [InlineData("NETCoreSdkVersion=10.0.100-rc.1.25451.107", null)]
    [InlineData("CompilerApiVersion=roslyn4.12", "MC0345: ModelCompiler needs the C# compiler 4.14 or later, but this build uses 4.12;")]
    [InlineData("LangVersion=12.0", "MC0348: ModelCompiler generates C# 13, but this project is compiled as C# 12.0; remove <LangVersion>,")]
    [InlineData("LangVersion=7.3", "MC0348: ModelCompiler generates C# 13, but this project is compiled as C# 7.3; remove <LangVersion>,")]
    [InlineData("LangVersion=13", null)]
    [InlineData("TargetFramework=net8.0", "MC0350: ModelCompiler needs .NET 9 or later, but this project targets net8.0;")]
    [InlineData("TargetFramework=netstandard2.1", "MC0350: ModelCompiler needs .NET 9 or later, but this project targets netstandard2.1;")]
    [InlineData("TargetFramework=net10.0-windows", null)]
    [InlineData("LangVersion=preview", null)]
    public void A_build_that_is_too_old_is_one_error(string property, string? error)
    {
        var result = built.Projects.Try("msbuild", "Vision", "-t:ModelCompilerCheckBuild", "-p:BuildProjectReferences=false", $"-p:{property}");
        if (error is null)
            built.Projects.Succeed(result);
        else
            AssertError(error, result);
    }

    [Theory]
    [InlineData("linux-x64", "", true)]
    [InlineData("win-x64", "", true)]
    [InlineData("linux-x64", "native", false)]
    [InlineData("osx-arm64", "", false)]
    public void Native_code_for_old_processors_is_a_message(string runtime, string instructions, bool isSaid)
    {
        var messages = built.Projects.Succeed(built.Projects.Try("msbuild", "Vision", "-t:ModelCompilerCheckPublish", "-p:PublishAot=true",
            $"-p:RuntimeIdentifier={runtime}", $"-p:IlcInstructionSet={instructions}"));
        Assert.Equal(isSaid, messages.Contains("message MC0346: NativeAOT compiles for processors without AVX2 and FMA", StringComparison.Ordinal));
        Assert.Equal(isSaid, messages.Contains("<IlcInstructionSet>x86-64-v3</IlcInstructionSet>", StringComparison.Ordinal));
    }

    [Fact]
    public void The_tool_works_as_installed() => Assert.Contains(
        "61,706 parameters, 416,520 MACs", packed.RunTool(built.Projects.PathOf("App"), "inspect", "lenet5.json"));

    private static void AssertError(string error, (int ExitCode, string Text) result)
    {
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(error, Assert.Single(result.Text.Split('\n'), line => line.Contains(": error ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    /// <summary>The projects, built, and what the application answered then.</summary>
    public sealed class Fixture
    {
        public Fixture(PackedPackages packed)
        {
            Projects = new ConsumerProjects(packed, "my models; #1 (é)");
            Messages = Projects.Build("App");
            Answer = RunApplication();
        }

        internal ConsumerProjects Projects { get; }

        public string Messages { get; }

        public string[] Answer { get; }

        public string[] RunApplication() => Projects.RunLines("dotnet", Projects.PathOf("App/bin/Debug/net10.0/App.dll"));
    }
}
