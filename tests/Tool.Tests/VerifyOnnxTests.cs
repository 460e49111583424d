using Google.Protobuf;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Tool.Verification;

namespace ModelCompiler.Tests;

/// <summary>Cases with ONNX models, as ONNX's own tests have them.</summary>
public sealed class VerifyOnnxTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void AnOpenDimensionIsThatOfTheData()
    {
        WriteModel("case", Graph(Node("Relu", "y", "x")), Input("x", 1, "batch", 3));
        _tool.WriteData("case", 0, [VerifyCases.Floats([2, 3], -1, 2, 3, -4, 5, 6)], [VerifyCases.Floats([2, 3], 0, 2, 3, 0, 5, 6)]);
        Assert.Equal(["1 passed, 0 failed, 0 unsupported"], Lines(0));
    }

    [Fact]
    public void InputsThatDetermineShapesAreBoundForEachSet()
    {
        WriteModel("case", Graph(Node("Reshape", "y", "x", "shape")), Input("x", 1, 4), Input("shape", 7, 2));
        var values = VerifyCases.Floats([4], 1, 2, 3, 4);
        _tool.WriteData("case", 0, [values, Integers(2, 2)], [VerifyCases.Floats([2, 2], 1, 2, 3, 4)]);
        _tool.WriteData("case", 1, [values, Integers(1, -1)], [VerifyCases.Floats([1, 4], 1, 2, 3, 4)]);
        Assert.Equal(
            [
                $"passed       {_tool.PathOf("case")}: max error 0 (bound: shape)",
                "1 of them (1 passed) with inputs that determine shapes, bound to the values of the test data",
                "1 passed, 0 failed, 0 unsupported",
            ],
            Lines(0, "--verbose"));
    }

    [Fact]
    public void UnsupportedOperatorsAreNoFailure()
    {
        WriteModel("case", Graph(Node("StringSplit", "h", "x"), Node("Relu", "y", "h")), Input("x", 1, 2));
        _tool.WriteData("case", 0, [VerifyCases.Floats([2], 1, 2)], [VerifyCases.Floats([2], 1, 2)]);
        var lines = Lines(0);
        Assert.StartsWith($"unsupported  {_tool.PathOf("case")}: MC0450: The model uses operators that are not supported: StringSplit (1", lines[0]);
        Assert.Equal("0 passed, 0 failed, 1 unsupported", lines[1]);
    }

    [Fact]
    public void BrokenModelsAreFailures()
    {
        _tool.WriteFile("case/model.onnx", [8, 2, 16]);
        _tool.WriteData("case", 0, [], [VerifyCases.Floats([1], 1)]);
        Assert.Contains(": compile error: MC04", Lines(1)[0]);
    }

    [Fact]
    public void TheONNXModelOfAFolderCounts()
    {
        _tool.WriteText("case/model.json", "{ }");
        WriteModel("case", Graph(Node("Relu", "y", "x")), Input("x", 1, 1));
        _tool.WriteData("case", 0, [VerifyCases.Floats([1], 1)], [VerifyCases.Floats([1], 1)]);
        Assert.Equal("1 passed, 0 failed, 0 unsupported", Lines(0)[^1]);
    }

    [Fact]
    public void TruthValuesAndIndicesAreInputsAndOutputs()
    {
        WriteModel(
            "case", Graph(["y", "z"], [9, 7], Node("Not", "y", "flag"), Node("Add", "z", "index", "index")), Input("flag", 9, 2), Input("index", 7, 2));
        _tool.WriteData(
            "case", 0, [Raw(9, [2], 1, 0), Integers(3, long.MinValue / 2)], [Raw(9, [2], 0, 1), Integers(6, long.MinValue)]);
        Assert.Equal("1 passed, 0 failed, 0 unsupported", Lines(0)[^1]);
        _tool.WriteData(
            "case", 0, [Raw(9, [2], 1, 0), Integers(3, 4)], [Raw(9, [2], 0, 1), Integers(6, 9)]);
        Assert.Contains(": 1 of 2 elements of 'z' differ, the first at [1]: expected 9, found 8", Lines(1)[0]);
    }

    [Theory]
    [InlineData("QuantizeLinear", 0.25)]
    [InlineData("Relu", 0)]
    public void AnOutputThatIsQuantisedAndDequantisedHasAQuantum(string producer, double quantum)
    {
        var graph = Graph(Node(producer, "q", "x", "scale"), Node("DequantizeLinear", "y", "q", "scale"));
        graph.Initializer.Add(VerifyCases.Floats([], 0.25f));
        graph.Initializer[0].Name = "scale";
        graph.Input.Add(Input("x", 1, 2));
        Assert.Equal(quantum, Quantum.Of(Read(graph), "y"));
        Assert.Equal(0, Quantum.Of(Read(graph), "q"));
    }

    private static OnnxGraph Read(GraphProto graph)
    {
        var diagnostics = new DiagnosticBag();
        var model = OnnxReader.Read(Model(graph).ToByteArray(), NoExternalData.Instance, diagnostics);
        Assert.Empty(diagnostics.Diagnostics);
        return model!.Graph;
    }

    private void WriteModel(string folder, GraphProto graph, params ValueInfoProto[] inputs)
    {
        graph.Input.Add(inputs);
        _tool.WriteFile(Path.Combine(folder, "model.onnx"), Model(graph).ToByteArray());
    }

    private static ModelProto Model(GraphProto graph) =>
        new() { IrVersion = 8, OpsetImport = { new OperatorSetIdProto { Version = 17 } }, Graph = graph };

    private static GraphProto Graph(params NodeProto[] nodes) => Graph(["y"], [1], nodes);

    private static GraphProto Graph(string[] outputs, int[] types, params NodeProto[] nodes)
    {
        var graph = new GraphProto { Name = "net", Node = { nodes } };
        graph.Output.Add(outputs.Zip(types, (name, type) => new ValueInfoProto
        {
            Name = name, Type = new TypeProto { TensorType = new TensorTypeProto { ElemType = type } },
        }));
        return graph;
    }

    private static NodeProto Node(string type, string output, params string[] inputs) => new() { OpType = type, Output = { output }, Input = { inputs } };

    /// <param name="dimensions">Numbers, and symbols for dimensions that are open.</param>
    private static ValueInfoProto Input(string name, int type, params object[] dimensions)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(dimensions.Select(dimension => dimension is int number
            ? new DimensionProto { DimValue = number } : new DimensionProto { DimParam = (string)dimension }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TensorTypeProto { ElemType = type, Shape = shape } } };
    }

    private static TensorProto Integers(params long[] values) => new() { DataType = 7, Dims = { values.Length }, Int64Data = { values } };

    private static TensorProto Raw(int type, long[] shape, params byte[] bytes) =>
        new() { DataType = type, Dims = { shape }, RawData = ByteString.CopyFrom(bytes) };

    private string[] Lines(int exitCode, params string[] options)
    {
        var (code, text, errors) = ToolRun.Run(["verify", _tool.PathOf("case"), .. options]);
        Assert.Empty(errors);
        Assert.True(exitCode == code, text);
        return text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
