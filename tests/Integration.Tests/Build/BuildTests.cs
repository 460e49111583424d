namespace ModelCompiler.Tests.Build;

/// <summary>What a user's build does with models and weight files, from the project file to the running application.</summary>
public class BuildTests
{
    private const string Weights = """<ModelWeights Include="lenet5.safetensors" />""";
    private const string ModelAndWeights = """<CompiledModel Include="lenet5.json" />""" + Weights;

    private const string AttributedClass = """
        [ModelCompiler.CompiledModel]
        [ModelCompiler.Input(1, 28, 28)]
        [ModelCompiler.Conv2D(6, 5, AutoPad = ModelCompiler.AutoPad.Same, Activation = ModelCompiler.Activation.Tanh)]
        [ModelCompiler.AveragePool2D(2)]
        [ModelCompiler.Conv2D(16, 5, Activation = ModelCompiler.Activation.Tanh)]
        [ModelCompiler.AveragePool2D(2)]
        [ModelCompiler.Flatten]
        [ModelCompiler.Dense(120, Activation = ModelCompiler.Activation.Tanh)]
        [ModelCompiler.Dense(84, Activation = ModelCompiler.Activation.Tanh)]
        [ModelCompiler.Dense(10), ModelCompiler.Softmax]
        [ModelCompiler.Weights("lenet5.safetensors")]
        public sealed partial class Network;
        """;

    private const string JsonClass = """
        [ModelCompiler.CompiledModel("lenet5.json")]
        public sealed partial class Network;
        """;

    /// <summary>Prints the bits of the network's answer, then the names of the embedded resources.</summary>
    private const string Program = """
        var output = new float[Network.OutputLength];
        new Network().Run(Enumerable.Range(0, Network.InputLength).Select(i => i % 17 / 17f).ToArray(), output);
        Console.WriteLine(string.Join(" ", output.Select(BitConverter.SingleToUInt32Bits)));
        Console.WriteLine(string.Join(" ", typeof(Network).Assembly.GetManifestResourceNames()));
        """;

    [Fact]
    public void AttributesAndJsonInlineAndEmbeddedGiveTheSameBits()
    {
        using var attributes = Project(Weights, AttributedClass);
        using var json = Project(ModelAndWeights, JsonClass);
        attributes.Build();
        json.Build();
        var inline = attributes.Run();
        Assert.Equal(inline, json.Run());
        Assert.DoesNotContain("safetensors", inline);

        json.Build("-p:ModelCompilerInlineWeightLimit=0");
        Assert.Equal([inline.Split('\n')[0], "ModelCompiler/lenet5.safetensors"], json.Run().Split('\n', StringSplitOptions.TrimEntries)[..2]);
    }

    [Fact]
    public void ASecondBuildDoesNothingAndATouchedFileIsOnlyReadAgain()
    {
        using var project = Project(ModelAndWeights, JsonClass);
        string[] results = ["App.dll", "ModelCompiler/import.stamp", "ModelCompiler/import.rsp", "ModelCompiler/lenet5.weights.json"];
        project.Write("Cost.cs", """[assembly: System.Reflection.AssemblyMetadata("ModelCompiler.Cost:App.Network", "some parameters")]""");
        Assert.Contains("App.Network: some parameters", project.Build());
        var times = results.ToDictionary(file => file, project.ObjectTime);

        Assert.DoesNotContain("some parameters", project.Build());
        Assert.Equal(times, results.ToDictionary(file => file, project.ObjectTime));

        File.SetLastWriteTimeUtc(project.PathOf("lenet5.safetensors"), DateTime.UtcNow);
        project.Build();
        Assert.NotEqual(times["ModelCompiler/import.stamp"], project.ObjectTime("ModelCompiler/import.stamp"));
        Assert.Equal(times["App.dll"], project.ObjectTime("App.dll"));
    }

    [Fact]
    public void NamesMayHoldBlanksSemicolonsNumberSignsAndUnicode()
    {
        using var project = new TemporaryProject(
            """<CompiledModel Include="a b;c#d' é.json" /><ModelWeights Include="%23 w%3B eights#ü it's.de.safetensors" />"""
                .Replace("b;c", "b%3Bc", StringComparison.Ordinal), name: "an app; #1 (é)");
        project.CopySample("lenet5.safetensors", "# w; eights#ü it's.de.safetensors");
        var model = File.ReadAllText(Path.Combine(Repository.Sample, "lenet5.json"));
        project.Write("a b;c#d' é.json", model.Replace("lenet5.safetensors", "# w; eights#ü it's.de.safetensors", StringComparison.Ordinal));
        project.Write("Network.cs", JsonClass.Replace("lenet5.json", "a b;c#d' é.json", StringComparison.Ordinal));
        project.Write("Program.cs", Program);
        project.Build("-p:ModelCompilerInlineWeightLimit=0");
        Assert.Contains("ModelCompiler/# w; eights#ü it's.de.safetensors", project.Run());
    }

    [Fact]
    public void ABadWeightFileIsOneErrorAndNoneInAnEditor()
    {
        using var project = Project(ModelAndWeights, JsonClass);
        project.Build();
        File.WriteAllBytes(project.PathOf("lenet5.safetensors"), [1, 2, 3]);
        var error = Assert.Single(project.BuildErrors());
        Assert.StartsWith("lenet5.safetensors : error MC0322: The safetensors file is truncated: expected at least 8 bytes, found 3. ", error);
        project.Build("-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true");
    }

    [Fact]
    public void EveryBadWeightFileIsAnError()
    {
        using var project = Project(ModelAndWeights + """<ModelWeights Include="none.safetensors;weights.pt" />""", JsonClass);
        Assert.Equal(["MC0320", "MC0326"], project.BuildErrors().Select(error => error.Split(" : error ")[1][..6]));
    }

    [Fact]
    public void TheTargetReachesTheCompiler()
    {
        using var project = Project(ModelAndWeights, JsonClass);
        Assert.Contains(
            "error MC0037: The property ModelCompilerTarget is 'sse', but must be generic, avx512, avx2 or arm64",
            Assert.Single(project.BuildErrors("-p:ModelCompilerTarget=sse")));
        project.Build("-p:ModelCompilerTarget=avx2");
        var bits = project.Run();
        project.Build("-p:ModelCompilerTarget=avx512");
        Assert.Equal(bits, project.Run());
    }

    [Fact]
    public void AModelFileOfAnotherKindIsOneError()
    {
        using var project = Project(ModelAndWeights + """<CompiledModel Include="resnet.pt" />""", JsonClass);
        Assert.Contains(
            "resnet.pt : error MC0327: Model files of type '.pt' are not supported; use .onnx or .json", Assert.Single(project.BuildErrors()));
    }

    [Theory]
    [InlineData("none.json")]
    [InlineData("none.onnx")]
    public void AModelFileThatIsMissingIsSaid(string file)
    {
        using var project = Project(ModelAndWeights + $"""<CompiledModel Include="{file}" />""", JsonClass);
        Assert.Contains(
            $"{file} : error MC0349: There is no such model file; check its path, which stands in <CompiledModel Include=\"…\" /> in a project",
            Assert.Single(project.BuildErrors()));
    }

    private static TemporaryProject Project(string items, string network)
    {
        var project = new TemporaryProject(items);
        project.CopySample("lenet5.safetensors");
        project.CopySample("lenet5.json");
        project.Write("Network.cs", network);
        project.Write("Program.cs", Program);
        return project;
    }
}
