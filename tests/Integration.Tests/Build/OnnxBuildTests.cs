using System.Globalization;
using Google.Protobuf;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests.Build;

/// <summary>What a user's build does with ONNX models.</summary>
public class OnnxBuildTests
{
    private const string Class = """
        [ModelCompiler.CompiledModel("net.onnx")]
        public sealed partial class Network;
        """;

    /// <summary>Prints the network's answer, then the names of the embedded resources.</summary>
    private const string Program = """
        var output = new float[Network.OutputLength];
        new Network().Run(Enumerable.Range(0, Network.InputLength).Select(i => i % 17 / 17f).ToArray(), output);
        Console.WriteLine(string.Join(" ", output.Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture))));
        Console.WriteLine(string.Join(" ", typeof(Network).Assembly.GetManifestResourceNames()));
        """;

    [Fact]
    public void ATrainedNetworkGivesTheSameAsItsDefinition()
    {
        using var json = new TemporaryProject("""<CompiledModel Include="lenet5.json" /><ModelWeights Include="lenet5.safetensors" />""");
        json.CopySample("lenet5.safetensors");
        json.CopySample("lenet5.json");
        json.Write("Network.cs", Class.Replace("net.onnx", "lenet5.json", StringComparison.Ordinal));
        json.Write("Program.cs", Program);
        json.RunTool("convert", "lenet5.json", "net.onnx");
        json.Build();

        using var project = new TemporaryProject("""<CompiledModel Include="models/net.onnx" />""");
        Directory.CreateDirectory(project.PathOf("models"));
        File.Copy(json.PathOf("net.onnx"), project.PathOf("models/net.onnx"));
        project.Write("Network.cs", Class);
        project.Write("Program.cs", Program);
        project.Build();
        var inline = project.Run();
        AssertClose(json.Run(), inline);
        Assert.DoesNotContain("weights", inline);

        var times = new[] { "App.dll", "ModelCompiler/import.stamp" }.ToDictionary(file => file, project.ObjectTime);
        project.Build();
        Assert.Equal(times, times.Keys.ToDictionary(file => file, project.ObjectTime));

        project.Build("-p:ModelCompilerInlineWeightLimit=0");
        Assert.Matches(@"\nModelCompiler/net-[0-9a-f]{8}\.onnx\.weights\b", project.Run());
        AssertClose(inline, project.Run());
    }

    [Fact]
    public void DimensionsAndInputsAreBoundInTheProject()
    {
        using var project = Project("""<CompiledModel Include="net.onnx" />""", Pooling());
        Assert.StartsWith(
            "net.onnx : error MC0452: Dimensions of the inputs are not known: 'width' of 'x'; give each a number, as in "
            + "<CompiledModel Include=\"net.onnx\" Dimensions=\"width=224\" />", Assert.Single(project.BuildErrors()));

        project.SetItems("""<CompiledModel Include="net.onnx" Dimensions="width=6" />""");
        Assert.StartsWith("net.onnx : error MC0454: Shapes follow from the input 'axes'", Assert.Single(project.BuildErrors()));

        project.SetItems("""<CompiledModel Include="net.onnx" Dimensions="n=2; width=6" Bind="axes=1" />""");
        project.Build();
        AssertClose("15 51", project.Run(), values: 2, scale: 17);

        project.SetItems("""<CompiledModel Include="net.onnx" Dimensions="width=6" Bind="axes=0" />""");
        project.Build();
        AssertClose("0 1 2 3 4 5", project.Run(), values: 6, scale: 17);
    }

    [Fact]
    public void TheBatchIsBoundInTheProject()
    {
        var graph = Onnx.Graph(Onnx.Node("GlobalAveragePool", "mean", "x"), Onnx.Node("Flatten", "y", "mean"))
            .WithInputs(Onnx.Symbolic("x", "batch", "2", "2", "2"));
        using var project = Project("""<CompiledModel Include="net.onnx" Dimensions="batch=3" />""", graph);
        project.Write("Network.cs", Class.Replace("\"net.onnx\"", "\"net.onnx\", Batch = 3", StringComparison.Ordinal));
        project.Build();
        AssertClose("1.5 5.5 9.5 13.5 4.75 4.5", project.Run(), values: 6, scale: 17);

        project.SetItems("""<CompiledModel Include="net.onnx" />""");
        Assert.Contains(
            "error MC0139: 'net' cannot take a batch of 3: its operators of ONNX work on the input 'x' of shape [1, 2, 2, 2]",
            Assert.Single(project.BuildErrors()));
    }

    [Fact]
    public void ChangedExternalDataChangesTheNetwork()
    {
        var graph = Onnx.Graph(Onnx.Node("Add", "y", "x", "w"))
            .WithInitializers(Onnx.Tensor("w", Onnx.Float, 2).External(("location", "net.data"), ("offset", "0"), ("length", "8")));
        using var project = Project("""<CompiledModel Include="net.onnx" />""", graph);
        project.Write("net.data", new byte[8]);
        project.Build();
        AssertClose("0 1", project.Run(), values: 2, scale: 17);

        project.Write("net.data", [0, 0, 0x80, 0x3F, 0, 0, 0x80, 0x3F]);
        project.Build();
        AssertClose("17 18", project.Run(), values: 2, scale: 17);
    }

    [Fact]
    public void ABadModelIsAnErrorOfItsFileAndNoneInAnEditor()
    {
        using var project = Project("""<CompiledModel Include="net.onnx" />""", Onnx.Graph(Onnx.Node("NoOperator", "y", "x")));
        Assert.StartsWith("net.onnx : error MC0450: The model uses operators that are not supported: NoOperator (1: node 0)", Assert.Single(project.BuildErrors()));
        project.Build("-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true");

        project.Write("net.onnx", Onnx.Model(Onnx.Graph(Onnx.Node("Relu", "y", "x"))).ToByteArray());
        project.Write("Network.cs", Class.Replace("net.onnx", "other.onnx", StringComparison.Ordinal));
        Assert.Contains("error MC0026: The project lists no model file 'other.onnx'", Assert.Single(project.BuildErrors()));
    }

    [Fact]
    public void NamesMayHoldBlanksSemicolonsNumberSignsAndUnicode()
    {
        using var project = Project("""<CompiledModel Include="a b%3Bc%23d é.onnx" Dimensions="n=3" />""", Onnx.Graph(Onnx.Node("Add", "y", "x", "w"))
            .WithInputs(Onnx.Symbolic("x", "n", "2")).WithInitializers(Onnx.Floats("w", 1, 1)));
        File.Move(project.PathOf("net.onnx"), project.PathOf("a b;c#d é.onnx"));
        project.Write("Network.cs", Class.Replace("net.onnx", "a b;c#d é.onnx", StringComparison.Ordinal));
        project.Build("-p:ModelCompilerInlineWeightLimit=0");
        Assert.Contains("ModelCompiler/a b;c#d é.onnx.weights", project.Run());
    }

    /// <summary>y = the sum of x [n, width] over the axes that an input gives.</summary>
    private static GraphProto Pooling() => Onnx.Graph(Onnx.Node("ReduceSum", "y", "x", "axes").With(Onnx.Attribute("keepdims", 0)))
        .WithInputs(Onnx.Symbolic("x", "n", "width"), Onnx.Value("axes", Onnx.Int64, 1));

    private static TemporaryProject Project(string items, GraphProto graph)
    {
        var project = new TemporaryProject(items);
        project.Write("net.onnx", Onnx.Model(graph).ToByteArray());
        project.Write("Network.cs", Class);
        project.Write("Program.cs", Program);
        return project;
    }

    /// <summary>Compares the numbers of the first lines.</summary>
    private static void AssertClose(string expected, string actual, int values = 10, float scale = 1)
    {
        var numbers = Numbers(actual);
        Assert.Equal(values, numbers.Length);
        Assert.All(Numbers(expected).Zip(numbers), pair => Assert.Equal(pair.First, pair.Second * scale, 1e-4f * scale));
    }

    private static float[] Numbers(string text) =>
        [.. text.Split('\n')[0].Trim().Split(' ').Select(number => float.Parse(number, CultureInfo.InvariantCulture))];
}
