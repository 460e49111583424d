using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests;

public class OnnxWriterTests
{
    private const string Image = """{ "type": "Input", "name": "x", "shape": [3, 8, 6] }""";

    private static string[] LinesOf(string layer) => Written.Layers($"{Image}, {layer}").Lines();

    [Fact]
    public void AConvolution()
    {
        var model = Written.Layers(Image + """, { "type": "Conv2D", "filters": 4, "kernel": [3, 5], "strides": [2, 1], "pads": [1, 2, 0, 3] }""");
        Assert.Equal(
            ["conv1 = Conv(x, conv1.weight, conv1.bias) kernel_shape [3, 5] strides [2, 1] pads [1, 2, 0, 3] dilations [1, 1] group 1"],
            model.Lines());
        Assert.Equal("'conv1.weight' float32[4,3,3,5]", model.Initializer("conv1.weight").ToString());
        Assert.Equal("float32[1,3,8,6]", Assert.Single(model.Graph.Inputs).TypeText);
        Assert.Equal(("conv1", "float32[1,4,4,7]"), (model.Graph.Outputs[0].Name, model.Graph.Outputs[0].TypeText));
        Assert.Equal((17, 8L), (model.Opset, model.IrVersion));
    }

    /// <summary>Two tensors of the largest size that there is; sizes are asked for before elements are.</summary>
    [Fact]
    public void WeightsBeyondWhatAFileHoldsAreReported()
    {
        var diagnostics = new DiagnosticBag();
        var graph = GraphBuilder.Build(JsonModelReader.Read("""
            { "name": "net", "layers": [
              { "type": "Input", "shape": [16384] }, { "type": "Dense", "units": 16384, "bias": false }, { "type": "Dense", "units": 16384, "bias": false } ] }
            """, "net").Definition!, diagnostics);
        Assert.Null(OnnxWriter.Create(graph!, _ => [], diagnostics));
        Assert.Equal(
            "MC0343: The weights of 'net' take 2147483648 bytes, but an ONNX file has room for 2080374783; keep them in a safetensors file",
            Assert.Single(diagnostics.Diagnostics).ToString());
    }

    [Fact]
    public void WeightsAreTheElementsOfTheirTensors()
    {
        var model = Written.Layers(Image + """, { "type": "Conv2D", "filters": 4, "kernel": 3 }""");
        var tensor = new StoredTensor("conv1.weight", Compiler.IR.TensorShape.Of(4, 3, 3, 3), WeightRole.Filters);
        Assert.Equal(RandomWeights.Draw(tensor, 1), model.Initializer("conv1.weight").ToFloats());
    }

    [Fact]
    public void FactorsAreInTheWeights()
    {
        var model = Written.Layers("""
            { "type": "Input", "name": "x", "shape": [4] }, { "type": "onnx.Constant", "name": "w", "shape": [3, 4], "short": true },
            { "type": "onnx.Constant", "name": "f", "shape": [3] }, { "type": "onnx.Gemm", "name": "y", "from": ["x", "w", "", "f"], "transB": true }
            """);
        Assert.Equal(["y = Gemm(x, y::weight) transB 1"], model.Lines());
        var filters = RandomWeights.Draw(new StoredTensor("w", Compiler.IR.TensorShape.Of(3, 4), WeightRole.ShortFilters), 1);
        var factors = RandomWeights.Draw(new StoredTensor("f", Compiler.IR.TensorShape.Of(3), WeightRole.Filters), 1);
        Assert.Equal(filters.Select((value, i) => value * factors[i / 4]), model.Initializer("y::weight").ToFloats());
    }

    [Theory]
    [InlineData("Same", "pads [0, 0, 1, 1]")]
    [InlineData("SameLower", "pads [1, 1, 0, 0]")]
    [InlineData("Valid", "pads [0, 0, 0, 0]")]
    public void PaddingIsExplicit(string autoPad, string pads) => Assert.Contains(
        pads, LinesOf($$"""{ "type": "Conv2D", "filters": 4, "kernel": 3, "strides": 2, "bias": false, "autoPad": "{{autoPad}}" }""")[0]);

    [Fact]
    public void SeparableConvolutionsAreTwo() => Assert.Equal(
        [
            "separable1.depthwise = Conv(x, separable1.depthwise.weight) kernel_shape [3, 3] strides [1, 1] pads [0, 0, 0, 0] dilations [2, 2] group 3",
            "separable1.pointwise.linear = Conv(separable1.depthwise, separable1.pointwise.weight, separable1.pointwise.bias) kernel_shape [1, 1] strides [1, 1] pads [0, 0, 0, 0] dilations [1, 1] group 1",
            "separable1 = Relu(separable1.pointwise.linear)",
        ],
        LinesOf("""{ "type": "SeparableConv2D", "filters": 4, "kernel": 3, "dilations": 2, "activation": "ReLU" }"""));

    [Theory]
    [InlineData("ReLU", "", "a = Relu(x)")]
    [InlineData("ReLU6", "", "a = Clip(x, a.min, a.max)")]
    [InlineData("LeakyReLU", ", \"alpha\": 0.5", "a = LeakyRelu(x) alpha 0.5")]
    [InlineData("ELU", "", "a = Elu(x) alpha 1")]
    [InlineData("Sigmoid", "", "a = Sigmoid(x)")]
    [InlineData("Tanh", "", "a = Tanh(x)")]
    [InlineData("SiLU", "", "a.sigmoid = Sigmoid(x)", "a = Mul(x, a.sigmoid)")]
    [InlineData("HardSwish", "", "a = HardSwish(x)")]
    [InlineData("HardSigmoid", ", \"beta\": 0.25", "a = HardSigmoid(x) alpha 0.2 beta 0.25")]
    public void Activations(string kind, string properties, params string[] lines)
    {
        Assert.Equal(lines, LinesOf($$"""{ "type": "{{kind}}", "name": "a"{{properties}} }"""));
        // The same behind a layer.
        var fused = LinesOf($$"""{ "type": "Add", "name": "a", "from": ["x", "x"], "activation": "{{kind}}"{{properties}} }""");
        Assert.Equal(["a.linear = Add(x, x)", .. lines.Select(line => line.Replace("(x", "(a.linear"))], fused);
    }

    [Fact]
    public void ReLU6EndsAtSix()
    {
        var model = Written.Layers(Image + """, { "type": "ReLU6", "name": "a" }""");
        Assert.Equal([0f], model.Initializer("a.min").ToFloats());
        Assert.Equal([6f], model.Initializer("a.max").ToFloats());
        Assert.Empty(model.Initializer("a.max").Dimensions);
    }

    [Theory]
    [InlineData("""{ "type": "MaxPool2D", "kernel": 3, "dilations": 2, "ceilMode": true }""",
        "maxpool1 = MaxPool(x) kernel_shape [3, 3] strides [3, 3] pads [0, 0, 0, 0] dilations [2, 2] ceil_mode 1")]
    [InlineData("""{ "type": "AveragePool2D", "kernel": 2, "pads": 1, "countIncludePad": true }""",
        "averagepool1 = AveragePool(x) kernel_shape [2, 2] strides [2, 2] pads [1, 1, 1, 1] ceil_mode 0 count_include_pad 1")]
    [InlineData("""{ "type": "GlobalAveragePool" }""", "globalaveragepool1 = GlobalAveragePool(x)")]
    [InlineData("""{ "type": "GlobalMaxPool" }""", "globalmaxpool1 = GlobalMaxPool(x)")]
    [InlineData("""{ "type": "BatchNormalization", "epsilon": 0.5 }""",
        "bn1 = BatchNormalization(x, bn1.weight, bn1.bias, bn1.running_mean, bn1.running_var) epsilon 0.5")]
    [InlineData("""{ "type": "LocalResponseNormalization", "size": 5, "bias": 2 }""",
        "lrn1 = LRN(x) size 5 alpha 0.0001 beta 0.75 bias 2")]
    [InlineData("""{ "type": "LocalResponseNormalization", "name": "lrn", "size": 5, "alpha": 0.5, "beta": 0.25, "bias": 2 }""",
        "lrn = LRN(x) size 5 alpha 0.5 beta 0.25 bias 2")]
    [InlineData("""{ "type": "Softmax", "axis": -1 }""", "softmax1 = Softmax(x) axis 3")]
    [InlineData("""{ "type": "Flatten" }""", "flatten1 = Flatten(x) axis 1")]
    [InlineData("""{ "type": "Reshape", "shape": [-1, 4] }""", "reshape1 = Reshape(x, reshape1.shape)")]
    [InlineData("""{ "type": "ZeroPad2D", "pads": [1, 2, 3, 4] }""", "pad1 = Pad(x, pad1.pads)")]
    [InlineData("""{ "type": "Dropout" }""", "dropout1 = Identity(x)")]
    [InlineData("""{ "type": "Multiply", "from": ["x", "x"] }""", "multiply1 = Mul(x, x)")]
    [InlineData("""{ "type": "Concat", "from": ["x", "x"] }""", "concat1 = Concat(x, x) axis 1")]
    public void OtherLayers(string layer, string line) => Assert.Equal([line], LinesOf(layer));

    [Fact]
    public void ShapesAndPadsAreConstants()
    {
        var model = Written.Layers(Image + """, { "type": "ZeroPad2D", "pads": [1, 2, 3, 4] }, { "type": "Reshape", "shape": [-1, 4] }""");
        Assert.Equal([0, 0, 1, 2, 0, 0, 3, 4], model.Initializer("pad1.pads").ToInt64s());
        Assert.Equal([1, 108, 4], model.Initializer("reshape1.shape").ToInt64s());
    }

    [Fact]
    public void DenseLayersKeepTheirWeights()
    {
        var model = Written.Layers("""{ "type": "Input", "shape": [5] }, { "type": "Dense", "units": 2 }, { "type": "Dense", "units": 1, "bias": false }""");
        Assert.Equal(
            ["dense1 = Gemm(input, dense1.weight, dense1.bias) transB 1", "dense2 = Gemm(dense1, dense2.weight) transB 1"], model.Lines());
        Assert.Equal([2, 5], model.Initializer("dense1.weight").Dimensions);
    }

    [Fact]
    public void PixelsAreConvertedInFront()
    {
        var model = Written.Layers("""
            {
              "type": "Input", "name": "pixels", "shape": [2, 4, 5], "layout": "ChannelsLast", "element": "UInt8",
              "mean": [10, 20], "scale": 0.5
            },
            { "type": "ReLU", "name": "y" }
            """);
        Assert.Equal("uint8[1,4,5,2]", Assert.Single(model.Graph.Inputs).TypeText);
        Assert.Equal(
            [
                "pixels.float = Cast(pixels) to 1",
                "pixels.planar = Transpose(pixels.float) perm [0, 3, 1, 2]",
                "pixels.centred = Sub(pixels.planar, pixels.mean)",
                "pixels.scaled = Mul(pixels.centred, pixels.scale)",
                "y = Relu(pixels.scaled)",
            ],
            model.Lines());
        Assert.Equal("'pixels.mean' float32[2,1,1]", model.Initializer("pixels.mean").ToString());
        Assert.Equal([0.5f, 0.5f], model.Initializer("pixels.scale").ToFloats());
    }

    [Fact]
    public void VectorsAreNormalisedElementByElement()
    {
        var model = Written.Layers("""{ "type": "Input", "shape": [2], "mean": [1, 2] }, { "type": "ReLU", "name": "y" }""");
        Assert.Equal(["input.centred = Sub(input, input.mean)", "y = Relu(input.centred)"], model.Lines());
        Assert.Equal([2], model.Initializer("input.mean").Dimensions);
    }

    [Fact]
    public void InputsAndOutputsKeepTheirNames()
    {
        // Names of the writer's own yield to them, and to each other.
        var model = Written.Layers(
            """
            { "type": "Input", "name": "a.linear", "shape": [2] },
            { "type": "Input", "name": "b.min", "shape": [2] },
            { "type": "Add", "name": "a", "from": ["a.linear", "b.min"], "activation": "ReLU" },
            { "type": "ReLU6", "name": "b" }
            """,
            """, "outputs": ["b", "a"]""");
        Assert.Equal(["a.linear_2 = Add(a.linear, b.min)", "a = Relu(a.linear_2)", "b = Clip(a, b.min_2, b.max)"], model.Lines());
        Assert.Equal(["a.linear", "b.min"], model.Graph.Inputs.Select(input => input.Name));
        Assert.Equal(["b", "a"], model.Graph.Outputs.Select(output => output.Name));
    }

    [Fact]
    public void NodesHaveNamesOfTheirOwn()
    {
        var model = Written.Layers(Image + """, { "type": "Conv2D", "filters": 4, "kernel": 3, "activation": "SiLU" }, { "type": "Flatten" }""");
        Assert.Equal(["conv1.linear", "conv1.sigmoid", "conv1", "flatten1"], model.Graph.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void HostileNamesAreOnlyNames()
    {
        var model = Written.Layers("""{ "type": "Input", "name": "a\"\n/../\u0000b", "shape": [2] }, { "type": "ReLU", "name": "ä漢" }""");
        Assert.Equal("a\"\n/../\0b", model.Graph.Inputs[0].Name);
        Assert.Equal("ä漢", model.Graph.Outputs[0].Name);
    }

    [Fact]
    public void WhatONNXHasNoOperatorForIsReported()
    {
        var (write, diagnostics) = Written.Write("""
            {
              "layers": [
                { "type": "onnx.Input", "name": "x", "shape": [2] },
                { "type": "onnx.CumSum", "name": "two", "from": "x" },
                { "type": "onnx.CumSum", "name": "three", "from": "x", "reverse": true },
                { "type": "Input", "name": "steps", "shape": [3, 2] },
                { "type": "GRU", "name": "four", "from": "steps", "units": 2 }
              ],
              "outputs": ["two", "three", "four"]
            }
            """);
        Assert.Null(write);
        Assert.Equal(
            [
                "MC0342: The layer 'two' computes CumSum, which cannot be written as ONNX; convert a model without it",
                "MC0342: The layer 'three' computes CumSum, which cannot be written as ONNX; convert a model without it",
                "MC0342: The layer 'four' computes GRU, which cannot be written as ONNX; convert a model without it",
            ],
            diagnostics.Select(diagnostic => diagnostic.ToString()));
    }
}
