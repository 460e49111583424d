using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.Snapshots;

/// <summary>
/// Generated code as a reader meets it: small networks, one for each algorithm. Only one has built-in weights: those of the others
/// would be thousands of characters that nobody reads.
/// </summary>
public class GeneratedCodeTests
{
    [Fact]
    public Task Perceptron() => VerifyModel("[Input(4)] [Dense(3, Activation = Activation.Tanh)] [Dense(2)] [Softmax] [RandomWeights(7)]");

    [Fact]
    public Task DirectConvolution() => VerifyModel(
        "[Input(3, 8, 8)] [Conv2D(16, 3, AutoPad = AutoPad.Same, Activation = Activation.ReLU)] [Conv2D(16, 3, Stride = 2)]");

    [Fact]
    public Task Winograd() => VerifyModel(
        "[Input(16, 12, 12)] [Conv2D(16, 3, Pad = 1, Activation = Activation.ReLU, Algorithm = ConvAlgorithm.Winograd4x4)]");

    [Fact]
    public Task Depthwise() => VerifyModel(
        "[Input(16, 8, 8)] [DepthwiseConv2D(3, Pad = 1, Activation = Activation.ReLU6)] [GlobalAveragePool]");

    [Fact]
    public Task GroupsOnPlanarRows() => VerifyModel(
        "[Input(6, 7, 7)] [Conv2D(12, 3, Group = 3, Pad = 1, Activation = Activation.Sigmoid)]");

    [Fact]
    public Task ResidualBlock() => VerifyModel(
        """
        [Input(16, 6, 6, Name = "x")] [Conv2D(16, 3, Pad = 1, Name = "a", Activation = Activation.ReLU)]
        [Conv2D(16, 3, Pad = 1, Name = "b")] [Add("b", "x", Activation = Activation.ReLU)] [MaxPool2D(2)]
        """);

    [Fact]
    public Task SeveralInputsAndOutputs() => VerifyModel(
        """
        [Input(4, Name = "left")] [Input(4, Name = "right")] [Add("left", "right", Name = "sum")]
        [Dense(2, From = "sum", Name = "small")] [Dense(3, From = "sum", Name = "large")] [Output("small", "large")]
        """);

    [Fact]
    public async Task BatchOfFour()
    {
        const string source = """
            using ModelCompiler; namespace App;
            [CompiledModel(Batch = 4)] [Input(16, 4, 4)] [Conv2D(16, 3, Pad = 1, Activation = Activation.ReLU)] [MaxPool2D(2)] [Flatten] [Dense(10)]
            public sealed partial class Net;
            """;
        var build = await TestProject.Of(source).Build();
        Assert.Empty(build.Problems);
        Snapshot.Verify(
            build.ModelSources.Where(file => file.HintName is "App.Net.Network.g.cs" or "App.Net.g.cs")
                .Select(file => (file.HintName, file.SourceText.ToString())));
    }

    /// <summary>Step and Reset in place of Run, and a loop over the steps that it takes.</summary>
    [Fact]
    public async Task Stream()
    {
        const string source = """
            using ModelCompiler; namespace App;
            [CompiledModel(Stateful = true)] [Input(10, 8)] [GRU(16, Sequence = true)] [LSTM(16)]
            public sealed partial class Net;
            """;
        var build = await TestProject.Of(source).Build();
        Assert.Empty(build.Problems);
        Snapshot.Verify(
            build.ModelSources.Where(file => file.HintName is "App.Net.Network.g.cs" or "App.Net.g.cs")
                .Select(file => (file.HintName, file.SourceText.ToString())));
    }

    /// <summary>Two convolutions are divided between threads; the pool and the dense layer are too small for that.</summary>
    [Fact]
    public async Task DividedBetweenThreads()
    {
        var build = await TestProject.Of(Source(
            """
            [Input(16, 16, 16)] [Conv2D(32, 3, Pad = 1, Activation = Activation.ReLU, Algorithm = ConvAlgorithm.Direct)] [MaxPool2D(2)]
            [Conv2D(64, 3, Pad = 1, Activation = Activation.ReLU, Algorithm = ConvAlgorithm.Winograd4x4)] [GlobalAveragePool] [Flatten] [Dense(10)]
            """)).Build();
        Assert.Empty(build.Problems);
        Snapshot.Verify(
            build.ModelSources.Where(file => file.HintName == "App.Net.Network.g.cs").Select(file => (file.HintName, file.SourceText.ToString())));
    }

    [Fact]
    public async Task LoopNests()
    {
        const string model = """
            { "layers": [
              { "type": "onnx.Input", "name": "x", "shape": [2, 3, 5] },
              { "type": "onnx.Transpose", "perm": [0, 2, 1] },
              { "type": "onnx.Pad", "name": "padded", "pads": [0, 0, 1, 0, 0, 1], "mode": "Reflect" },
              { "type": "onnx.Softplus" },
              { "type": "onnx.ReduceSumSquare", "name": "energy", "axes": [1] },
              { "type": "onnx.ArgMax", "name": "position", "from": "padded", "axis": 2, "keepdims": false }
            ], "outputs": ["energy", "position"] }
            """;
        const string source = "using ModelCompiler; namespace App; [CompiledModel(\"net.json\")] public sealed partial class Net;";
        var build = await TestProject.Of(source).WithModel("net.json", model).Build();
        Assert.Empty(build.Problems);
        Snapshot.Verify(
            build.ModelSources.Where(file => file.HintName == "App.Net.Network.g.cs").Select(file => (file.HintName, file.SourceText.ToString())));
    }

    [Fact]
    public async Task TransposedConvolution()
    {
        const string model = """
            { "layers": [
              { "type": "onnx.Input", "name": "x", "shape": [1, 16, 5, 7] },
              { "type": "onnx.Constant", "name": "w", "shape": [16, 32, 3, 3] },
              { "type": "onnx.ConvTranspose", "name": "up", "from": ["x", "w"], "strides": [2, 2], "pads": [1, 1, 1, 1] },
              { "type": "ReLU" }
            ] }
            """;
        const string source = "using ModelCompiler; namespace App; [CompiledModel(\"net.json\")] public sealed partial class Net;";
        var build = await TestProject.Of(source).WithModel("net.json", model).Build();
        Assert.Empty(build.Problems);
        Snapshot.Verify(build.ModelSources.Where(file => file.HintName is "App.Net.Network.g.cs" or "App.Net.Weights.g.cs")
            .Select(file => (file.HintName, file.SourceText.ToString())));
    }

    [Fact]
    public async Task StubOfABrokenModel()
    {
        var build = await TestProject.Of(Source("[Input(1, 8, 8)] [Conv2D(4, 9)]")).Build();
        Snapshot.Verify(build.ModelSources.Select(source => (source.HintName, source.SourceText.ToString())));
    }

    // Kernels are shared by all models and have their own snapshots: here they would only repeat themselves.
    private static async Task VerifyModel(string layers, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        var build = await TestProject.Of(Source(layers)).Build();
        Assert.Empty(build.Problems);
        Snapshot.Verify(
            build.ModelSources.Where(source => source.HintName.StartsWith("App.Net.", StringComparison.Ordinal))
                .Select(source => (source.HintName, source.SourceText.ToString())),
            method: method);
    }

    private static string Source(string layers) =>
        $"using ModelCompiler; namespace App; [CompiledModel] {layers} public sealed partial class Net;";
}
