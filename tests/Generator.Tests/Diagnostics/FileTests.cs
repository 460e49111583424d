using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.Diagnostics;

public class FileTests
{
    private const string Json = """{ "layers": [ { "type": "Input", "shape": [4] }, { "type": "Dense", "units": 2 } ] }""";

    [Fact]
    public Task ModelFileIsNotListed() => Mistake.IsReported(
        "MC0026",
        "The project lists no model file 'net.json', which 'Net' names; add to the project: <CompiledModel Include=\"net.json\" />, "
        + "or did you mean 'Net.json'?",
        Mistake.UseOf("[CompiledModel([|\"net.json\"|])] public partial class Net;"),
        project => project.WithModel("Net.json", Json)); // Names are case-sensitive, as files are.

    [Fact]
    public Task ModelFileLacksItsExtension() => Mistake.IsReported(
        "MC0026",
        "The project lists no model file 'net', which 'Net' names; add to the project: <CompiledModel Include=\"net\" />, "
        + "or did you mean 'net.json'?",
        Mistake.UseOf("[CompiledModel([|\"net\"|])] public partial class Net;"),
        project => project.WithModel("models/net.json", Json));

    [Fact]
    public Task WeightsFileIsNotListed() => Mistake.IsReported(
        "MC0027",
        "The project lists no weight file 'net.safetensors', which 'Net' names; "
        + "add to the project: <ModelWeights Include=\"net.safetensors\" />",
        Mistake.UseOf("[CompiledModel] [Input(4)] [Dense(2)] [[|Weights(\"net.safetensors\")|]] public partial class Net;"));

    [Fact]
    public Task FileNameIsAmbiguous() => Mistake.IsReported(
        "MC0028",
        "'Net' names the file 'net.json', but the project lists several that fit: a/net.json, b/net.json; name one of them with its folder",
        Mistake.UseOf("[CompiledModel([|\"net.json\"|])] public partial class Net;"),
        project => project.WithModel("a/net.json", Json).WithModel("b/net.json", Json));

    [Theory]
    [InlineData("net.json")]
    [InlineData("models/net.json")]
    [InlineData("models\\\\net.json")]
    public async Task FileIsFoundByTheEndOfItsPath(string name)
    {
        var source = Mistake.UseOf($"[CompiledModel(\"{name}\")] public partial class Net;");
        Assert.Empty((await TestProject.Of(source).WithModel("data/models/net.json", Json).Build()).Problems);
    }

    [Fact]
    public Task FileAndLayers() => Mistake.IsReported(
        "MC0023", "'Net' names the model file 'net.json' and has layer attributes too; remove one of them",
        Mistake.UseOf("[CompiledModel([|\"net.json\"|])] [Input(4)] public partial class Net;"),
        project => project.WithModel("net.json", Json));

    [Fact]
    public Task TwoModelsWithOneFile() => Mistake.IsReported(
        "MC0025", "'Net' and 'Copy' both compile the model file 'net.json'; keep one of the classes and use it in both places",
        Mistake.UseOf(
            "[CompiledModel([|\"net.json\"|])] public partial class Net; [CompiledModel(\"net.json\")] public partial class Copy;"),
        project => project.WithModel("net.json", Json));

    [Fact]
    public Task WrongTypeInAFile() => Mistake.IsReportedInFile(
        "MC0207", "'units' must be a whole number, but is the string 'two'",
        """
        {
          "layers": [
            { "type": "Input", "shape": [4] },
            { "type": "Dense", "units": [|"two"|] }
          ]
        }
        """);

    [Fact]
    public Task MistakeInTheNetworkOfAFile() => Mistake.IsReportedInFile(
        "MC0103", "Dense 'dense1' reads 'x', but no layer has that name; there is input",
        """
        {
          "layers": [
            { "type": "Input", "shape": [4] },
            { "type": "Dense", "units": 2, "from": [|"x"|] }
          ]
        }
        """);

    [Fact]
    public Task BatchOfAFileOutOfRange() => Mistake.IsReportedInFile(
        "MC0138", "'net' has a batch of 5000, but it must lie between 1 and 1024",
        """{ "batch": [|5000|], "layers": [ { "type": "Input", "shape": [4] }, { "type": "Dense", "units": 2 } ] }""");

    [Fact]
    public Task BatchOfTheClassForAModelOfOperators() => Mistake.IsReported(
        "MC0139",
        "'net' cannot take a batch of 8: its operators of ONNX work on the input 'x' of shape [1, 4]; if the first dimension has a name "
        + "in the ONNX file, bind it where the project lists the file, as in <CompiledModel Include=\"net.onnx\" Dimensions=\"batch=8\" />, "
        + "else export the model with one",
        Mistake.UseOf("[CompiledModel(\"net.json\", [|Batch = 8|])] public partial class Net;"),
        project => project.WithModel(
            "net.json", """{ "layers": [ { "type": "onnx.Input", "name": "x", "shape": [1, 4] }, { "type": "onnx.Relu" } ] }"""));

    [Fact]
    public Task WeightsOfAFileThatAreNotListed() => Mistake.IsReportedInFile(
        "MC0027", "The project lists no weight file 'net.safetensors', which 'Net' names; "
        + "add to the project: <ModelWeights Include=\"net.safetensors\" />",
        """
        {
          "weights": [|"net.safetensors"|],
          "layers": [ { "type": "Input", "shape": [4] }, { "type": "Dense", "units": 2 } ]
        }
        """);

    [Fact]
    public Task MisshapedWeights() => Mistake.IsReported(
        "MC0301", "Tensor 'dense1.weight' of 'net.safetensors' has the shape [2, 3], but the model needs [2, 4]",
        Mistake.UseOf("[CompiledModel] [Input(4)] [Dense(2)] [[|Weights(\"net.safetensors\")|]] public partial class Net;"),
        project => project.WithWeights("net.safetensors", Manifests.Dense("net.safetensors", 2, 3)));

    [Fact]
    public Task MisshapedWeightsOfAModelFileAreReportedWhereTheClassNamesThem() => Mistake.IsReported(
        "MC0301", "Tensor 'dense1.weight' of 'net.safetensors' has the shape [2, 3], but the model needs [2, 4]",
        Mistake.UseOf("[CompiledModel(\"net.json\")] [[|Weights(\"net.safetensors\")|]] public partial class Net;"),
        project => project.WithModel("net.json", Json).WithWeights("net.safetensors", Manifests.Dense("net.safetensors", 2, 3)));

    [Fact]
    public async Task BrokenManifestIsReportedWhereTheWeightsAreNamed()
    {
        var source = MarkedSource.Parse(Mistake.UseOf(
            "[CompiledModel] [Input(4)] [Dense(2)] [[|Weights(\"net.safetensors\")|]] public partial class Net;"));
        var problems = (await TestProject.Of(source.Text).WithWeights("net.safetensors", "{").Build()).Problems;
        Assert.Equal(source.Span, Assert.Single(problems).Location.SourceSpan);
    }

    [Theory]
    [InlineData("many")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    public Task InvalidInlineWeightLimit(string value) => Mistake.IsReported(
        "MC0003", $"The property ModelCompilerInlineWeightLimit is '{value}', but must be a whole number from 0 to 2147483647",
        Mistake.UseOf("[CompiledModel] [Input(4)] [Dense(2)] public partial class [|Net|];"),
        project => project.WithProperty("ModelCompilerInlineWeightLimit", value));

    [Theory]
    [InlineData("sse")]
    [InlineData("avx512;avx2")]
    public Task InvalidTarget(string value) => Mistake.IsReported(
        "MC0037", $"The property ModelCompilerTarget is '{value}', but must be generic, avx512, avx2 or arm64",
        Mistake.UseOf("[CompiledModel] [Input(4)] [Dense(2)] public partial class [|Net|];"),
        project => project.WithProperty("ModelCompilerTarget", value));

    [Theory]
    [InlineData("avx512")]
    [InlineData("AVX2")]
    [InlineData("arm64")]
    [InlineData("generic")]
    public async Task TargetsDecideWhatIsPredicted(string value)
    {
        const string model = "using ModelCompiler; [CompiledModel] [Input(64, 56, 56)] [Conv2D(64, 3)] public partial class Net;";
        var generic = await TestProject.Of(model).Build();
        var build = await TestProject.Of(model).WithProperty("ModelCompilerTarget", value).Build();
        Assert.Empty(build.Problems);
        Assert.Equal(value == "generic", TextOf(generic) == TextOf(build));

        static string TextOf(TestBuild build) => string.Concat(build.ModelSources.Select(source => source.SourceText.ToString()));
    }
}
