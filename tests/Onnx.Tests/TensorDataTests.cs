using Google.Protobuf;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests;

/// <summary>Tensor data in all its fields, good and bad, by files of one tensor.</summary>
public class TensorDataTests
{
    private static OnnxTensor Read(TensorProto tensor)
    {
        var bag = new DiagnosticBag();
        var read = OnnxTensorFile.Read(tensor.ToByteArray(), bag);
        Assert.Empty(bag.Diagnostics);
        return read!;
    }

    private static string Mistake(TensorProto tensor)
    {
        var bag = new DiagnosticBag();
        Assert.Null(OnnxTensorFile.Read(tensor.ToByteArray(), bag));
        return Assert.Single(bag.Diagnostics).ToString();
    }

    private static TensorProto Typed(OnnxElementType type, params int[] values)
    {
        var tensor = Onnx.Tensor("t", (int)type, values.Length);
        tensor.Int32Data.Add(values);
        return tensor;
    }

    [Theory]
    [InlineData(OnnxElementType.Int8, new[] { -128, 127 }, new byte[] { 0x80, 0x7F })]
    [InlineData(OnnxElementType.UInt8, new[] { 0, 255 }, new byte[] { 0, 0xFF })]
    [InlineData(OnnxElementType.Int16, new[] { -32768, 1 }, new byte[] { 0, 0x80, 1, 0 })]
    [InlineData(OnnxElementType.UInt16, new[] { 65535, 1 }, new byte[] { 0xFF, 0xFF, 1, 0 })]
    [InlineData(OnnxElementType.Int32, new[] { int.MinValue, 1 }, new byte[] { 0, 0, 0, 0x80, 1, 0, 0, 0 })]
    public void Integers_are_the_same_from_both_fields(object type, int[] values, byte[] raw)
    {
        var typed = Read(Typed((OnnxElementType)type, values));
        Assert.Equal(raw, typed.Bytes.ToArray());
        Assert.Equal(values, typed.ToInt32s());
        var fromRaw = Read(Onnx.Tensor("t", (int)type, 2).Raw(raw));
        Assert.Equal(values.Select(value => (long)value), fromRaw.ToInt64s());
    }

    [Fact]
    public void Wide_numbers_have_fields_of_their_own()
    {
        var longs = Onnx.Tensor("t", (int)OnnxElementType.Int64, 2);
        longs.Int64Data.Add([long.MinValue, 5]);
        Assert.Equal([long.MinValue, 5], Read(longs).ToInt64s());
        var unsigned = Onnx.Tensor("t", (int)OnnxElementType.UInt32, 1);
        unsigned.Uint64Data.Add(uint.MaxValue);
        Assert.Equal([uint.MaxValue], Read(unsigned).ToInt64s());
        var doubles = Onnx.Tensor("t", (int)OnnxElementType.Double, 2);
        doubles.DoubleData.Add([0.1, double.NaN]);
        Assert.Equal([0.1, double.NaN], Read(doubles).ToDoubles());
        Assert.Equal([0.1f, float.NaN], Read(doubles).ToFloats());
    }

    [Theory]
    [InlineData(OnnxElementType.Float16, 0x3E00, 1.5f)]
    [InlineData(OnnxElementType.Float16, 0xFC00, float.NegativeInfinity)]
    [InlineData(OnnxElementType.BFloat16, 0xBF80, -1f)]
    public void Halves_stand_as_bits(object type, int bits, float value)
    {
        Assert.Equal([value], Read(Typed((OnnxElementType)type, bits)).ToFloats());
        Assert.Equal([value], Read(Onnx.Tensor("t", (int)type, 1).Raw((byte)bits, (byte)(bits >> 8))).ToFloats());
    }

    [Fact]
    public void Booleans_are_bytes()
    {
        Assert.Equal([false, true], Read(Typed(OnnxElementType.Bool, 0, 1)).ToBooleans());
        Assert.Equal([false, true], Read(Onnx.Tensor("t", (int)OnnxElementType.Bool, 2).Raw(0, 255)).ToBooleans());
    }

    [Fact]
    public void Scalars_and_empty_tensors_have_data_that_fits()
    {
        Assert.Equal([7L], Read(Onnx.Tensor("t", (int)OnnxElementType.Int8).Raw(7)).ToInt64s());
        var empty = Read(Onnx.Tensor("t", Onnx.Float, 3, 0, 1 << 20));
        Assert.Equal((0, 3), (empty.Count, empty.Dimensions.Count));
    }

    [Theory]
    [InlineData(OnnxElementType.Int8, 128, "-128 to 127")]
    [InlineData(OnnxElementType.UInt8, -1, "0 to 255")]
    [InlineData(OnnxElementType.Bool, 2, "0 to 1")]
    [InlineData(OnnxElementType.Float16, 65536, "0 to 65535")]
    public void Typed_elements_stay_in_their_range(object type, int value, string range)
    {
        var name = ((OnnxElementType)type).Name();
        Assert.Equal(
            $"MC0432: Element 1 of tensor 't' is {value}, but elements of type {name} are from {range}",
            Mistake(Typed((OnnxElementType)type, 0, value)));
    }

    [Fact]
    public void Data_fits_the_shape()
    {
        Assert.Equal(
            "MC0429: The data of tensor 't' has 7 bytes, but the shape [2] of float32 elements needs 8 bytes; the file is damaged or was written wrongly",
            Mistake(Onnx.Tensor("t", Onnx.Float, 2).Raw(new byte[7])));
        var typed = Onnx.Floats("t", 1, 2);
        typed.Dims[0] = 3;
        Assert.StartsWith("MC0429: The data of tensor 't' has 2 values, but the shape [3] of float32 elements needs 3 values", Mistake(typed));
        Assert.StartsWith("MC0429: The data of tensor 't' has 0 bytes", Mistake(Onnx.Tensor("t", Onnx.Float, 2)));
    }

    [Fact]
    public void Data_stands_in_the_field_of_its_type() => Assert.Equal(
        "MC0430: The data of tensor 't' stands in int32_data, but float32 elements stand in float_data or in raw_data",
        Mistake(Typed(OnnxElementType.Float32, 1)));

    [Fact]
    public void Data_is_given_once() => Assert.StartsWith(
        "MC0431: The data of tensor 't' is given more than once, in raw_data and float_data",
        Mistake(Onnx.Floats("t", 1).Raw(0, 0, 0, 0)));

    [Theory]
    [InlineData(8, "string")]
    [InlineData(14, "complex64")]
    [InlineData(17, "float8e4m3fn")]
    [InlineData(22, "int4")]
    [InlineData(0, "undefined")]
    [InlineData(-5, "number -5")]
    public void Other_types_are_refused_by_name(int type, string name) => Assert.StartsWith(
        $"MC0426: The elements of tensor 't' are of type {name}, which is not supported", Mistake(Onnx.Tensor("t", type, 1)));

    [Fact]
    public void Dimensions_are_not_negative() => Assert.Equal(
        "MC0427: Dimension 1 of tensor 't' is -3, but must not be negative", Mistake(Onnx.Tensor("t", Onnx.Float, 2, -3)));

    [Theory]
    [InlineData(1L << 40)]
    [InlineData(1L << 32, 1L << 32)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue)]
    [InlineData(0L, long.MaxValue)]
    public void Terabytes_are_refused(params long[] dimensions) => Assert.Equal(
        $"MC0428: The shape [{string.Join(",", dimensions)}] of tensor 't' has more elements than the 268435456 that a tensor may have",
        Mistake(Onnx.Tensor("t", Onnx.Float, dimensions).External(("location", "large.bin"))));

    [Fact]
    public void Segments_and_sequences_are_no_tensors()
    {
        // A sequence has its tensors in field 3, as a tensor has its segment.
        var segment = Onnx.Floats("t", 1);
        segment.Segment = new SegmentProto();
        Assert.StartsWith("MC0407: ", Mistake(segment));
        var graph = Onnx.Graph(Onnx.Node("Add", "y", "x", "t"));
        graph.Initializer.Add(segment);
        Assert.StartsWith("MC0433: The data of initializer 't' is one segment", Reading.Of(graph).Mistake());
    }

    [Fact]
    public void Values_are_not_taken_for_those_of_another_type()
    {
        var floats = Read(Onnx.Floats("t", 1));
        Assert.Equal("The tensor 't' is of type float32[1], but integers are expected", Assert.Throws<OnnxTensorException>(floats.ToInt64s).Message);
        Assert.Throws<OnnxTensorException>(floats.ToBooleans);
        var bytes = Read(Typed(OnnxElementType.UInt8, 1));
        Assert.Throws<OnnxTensorException>(bytes.ToFloats);
        Assert.Throws<OnnxTensorException>(bytes.ToDoubles);
    }

    [Fact]
    public void Values_beyond_the_range_asked_for_are_named()
    {
        var longs = Onnx.Tensor("ends", (int)OnnxElementType.Int64, 2);
        longs.Int64Data.Add([1, long.MaxValue]);
        Assert.Equal(
            "Element 1 of the tensor 'ends' is 9223372036854775807, which is beyond the range of int32",
            Assert.Throws<OnnxTensorException>(Read(longs).ToInt32s).Message);
        var unsigned = Onnx.Tensor("t", (int)OnnxElementType.UInt64, 1);
        unsigned.Uint64Data.Add(ulong.MaxValue);
        Assert.Throws<OnnxTensorException>(Read(unsigned).ToInt64s);
        var doubles = Onnx.Tensor("t", (int)OnnxElementType.Double, 1);
        doubles.DoubleData.Add(1e300);
        Assert.Throws<OnnxTensorException>(Read(doubles).ToFloats);
    }
}
