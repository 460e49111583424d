using System.Runtime.InteropServices;
using Google.Protobuf;
using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests.Import;

/// <summary>Dequantised weights of dense layers stay whole numbers with factors; other constants are dequantised.</summary>
public class QuantizedWeightTests
{
    private const int UInt8 = 2, Int8 = 3, Int16 = 5;

    private static readonly byte[] Elements = [1, 255, 3, 128, 127, 0];

    [Fact]
    public void A_scalar_scale_becomes_a_factor_of_each_output()
    {
        var model = Import(MatMul(), Tensor(Int8, 2, 3), Onnx.Floats("s", 0.5f));
        Assert.Equal("x = Input()\nx2 = Input()\nw = Constant()\nw.factors = Constant()\ny = Gemm(x, w, , w.factors)", model.Layers());
        AssertWeights(model.Good(), [3, 2], [1, -128, -1, 127, 3, 0], [0.5f, 0.5f, 0.5f]);
    }

    [Fact]
    public void Scales_of_outputs_are_factors() =>
        AssertWeights(Import(MatMul(), Tensor(Int8, 2, 3), Onnx.Floats("s", 1, 2, 3)).Good(), [3, 2], [1, -128, -1, 127, 3, 0], [1, 2, 3]);

    [Theory]
    [InlineData(128, new float[] { -127, 0, 127, -1, -125, -128 })]
    [InlineData(255, new float[] { -254, -127, 0, -128, -252, -255 })]
    public void Zero_points_are_subtracted(int zero, float[] expected)
    {
        var model = Import(MatMul(), Tensor(UInt8, 2, 3), Onnx.Floats("s", 0.5f), Onnx.Tensor("z", UInt8).Raw((byte)zero));
        AssertWeights(model.Good(), [3, 2], expected, [0.5f, 0.5f, 0.5f]);
    }

    [Fact]
    public void Zero_points_differ_by_output()
    {
        var model = Import(MatMul(), Tensor(UInt8, 2, 3), Onnx.Floats("s", 1, 2, 3), Onnx.Tensor("z", UInt8, 3).Raw(1, 55, 200));
        AssertWeights(model.Good(), [3, 2], [0, 127, 200, 72, -197, -200], [1, 2, 3]);
    }

    [Fact]
    public void Transposed_matrices_and_alpha()
    {
        NodeProto[] transposed = [Onnx.Node("Transpose", "t", "w"), Onnx.Node("MatMul", "y", "x", "t")];
        AssertWeights(Import(transposed, Tensor(Int8, 3, 2), Onnx.Floats("s", 0.5f)).Good(), [3, 2], [1, -1, 3, -128, 127, 0], [0.5f, 0.5f, 0.5f]);

        var gemm = Onnx.Node("Gemm", "y", "x", "w").With(Onnx.Attribute("transB", 1), new AttributeProto
        {
            Name = "alpha", Type = AttributeProto.Types.AttributeType.Float, F = 2,
        });
        AssertWeights(Import([gemm], Tensor(Int8, 3, 2), Onnx.Floats("s", 1, 2, 3), axis: 0).Good(), [3, 2], [1, -1, 3, -128, 127, 0], [2, 4, 6]);
    }

    /// <summary>Scales along the inputs, numbers of more digits than bfloat16 has, and other operators.</summary>
    [Fact]
    public void Others_are_dequantised()
    {
        AssertFloats(Import(MatMul(), Tensor(Int8, 2, 3), Onnx.Floats("s", 1, 2), axis: 0), [1, -256, -1, 254, 3, 0]);
        var wide = Onnx.Tensor("q", Int16, 2, 3).Raw([.. MemoryMarshal.AsBytes<short>([1, 257, 3, 4, 5, 6])]);
        AssertFloats(Import(MatMul(), wide, Onnx.Floats("s", 1)), [1, 4, 257, 5, 3, 6]);
        AssertFloats(Import([Onnx.Node("MatMul", "m", "x", "w"), Onnx.Node("Add", "y", "x2", "w")], Tensor(Int8, 2, 3), Onnx.Floats("s", 1)), [1, -1, 3, -128, 127, 0]);
    }

    [Fact]
    public void Weights_that_are_numbers_of_bfloat16_stay_so()
    {
        const int bfloat16 = 16;
        var tensor = Onnx.Tensor("w", bfloat16, 2, 3).Raw([.. MemoryMarshal.AsBytes<ushort>([0x3F80, 0x4000, 0x4040, 0x4080, 0x40A0, 0xBDCD])]);
        var graph = Onnx.Graph(MatMul()).WithInputs(Onnx.Value("x", Onnx.Float, 1, 2)).WithInitializers(tensor);
        var importing = Importing.Of(graph);
        Assert.Equal("x = Input()\nw = Constant()\ny = Gemm(x, w)", importing.Layers());
        var weights = Assert.Single(importing.Good().Weights);
        Assert.Equal(StoredFormat.BF16, weights.Format);
        Assert.Equal([1, 4, 2, 5, 3, -0.100097656f], StoredElements.Decode(StoredFormat.BF16, weights.Bytes.ToArray()));
        var gemm = GraphBuilder.Build(importing.Good().Definition, new DiagnosticBag())!.Nodes.Single(node => node.Op is Gemm);
        Assert.True(gemm.Inputs[1]!.Constant!.IsShort);
    }

    private static NodeProto[] MatMul() => [Onnx.Node("MatMul", "y", "x", "w")];

    private static TensorProto Tensor(int type, params long[] shape) => Onnx.Tensor("q", type, shape).Raw(Elements);

    private static Importing Import(NodeProto[] nodes, TensorProto elements, TensorProto scale, TensorProto? zero = null, long axis = 1)
    {
        if (scale.Dims is [1])
            scale.Dims.Clear();
        var dequantize = zero is null ? Onnx.Node("DequantizeLinear", "w", "q", "s") : Onnx.Node("DequantizeLinear", "w", "q", "s", "z");
        var graph = Onnx.Graph([dequantize.With(Onnx.Attribute("axis", axis)), .. nodes])
            .WithInputs(Onnx.Value("x", Onnx.Float, 1, 2), Onnx.Value("x2", Onnx.Float, 2, 3)).WithInitializers(elements, scale);
        if (zero is not null)
            graph.Initializer.Add(zero);
        return Importing.Of(graph);
    }

    private static void AssertWeights(ImportedModel model, int[] shape, float[] expected, float[] factors)
    {
        var weights = model.Weights.Single(tensor => tensor.Format == StoredFormat.BF16);
        var scale = model.Weights.Single(tensor => tensor.Name == weights.Name + ".factors");
        Assert.Equal(shape, weights.Shape.Dimensions);
        Assert.Equal(expected, StoredElements.Decode(StoredFormat.BF16, weights.Bytes.ToArray()));
        Assert.Equal(factors, MemoryMarshal.Cast<byte, float>(scale.Bytes.Span).ToArray());
        var gemm = GraphBuilder.Build(model.Definition, new DiagnosticBag())!.Nodes.Single(node => node.Op is Gemm);
        Assert.True(gemm.Inputs[1]!.Constant is ScaledFilters { IsShort: true });
    }

    private static void AssertFloats(Importing importing, float[] expected)
    {
        var weights = Assert.Single(importing.Good().Weights);
        Assert.Equal(StoredFormat.F32, weights.Format);
        Assert.Equal(expected, MemoryMarshal.Cast<byte, float>(weights.Bytes.Span).ToArray());
    }
}
