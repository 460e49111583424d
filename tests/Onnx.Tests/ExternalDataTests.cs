using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Compiler.Onnx.Reading;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests;

public class ExternalDataTests
{
    /// <summary>Files whose bytes count up from 0; notes what is asked for.</summary>
    private sealed class CountingFiles : IExternalData
    {
        public List<(string Location, long Offset, int Length)> Reads { get; } = [];

        public byte[] Read(string location, long offset, int length)
        {
            Reads.Add((location, offset, length));
            if (offset + length > 256)
                throw new IOException("the file has 256 bytes");
            return [.. Enumerable.Range((int)offset, length).Select(value => (byte)value)];
        }
    }

    private readonly CountingFiles _files = new();

    private Reading Read(params TensorProto[] tensors)
    {
        var graph = Onnx.Graph(Onnx.Node("Relu", "y", "x"));
        graph.Initializer.Add(tensors);
        return Reading.Of(Onnx.Model(graph), _files);
    }

    private static TensorProto Bytes(string name, params (string Key, string Value)[] entries) =>
        Onnx.Tensor(name, (int)OnnxElementType.UInt8, 4).External(entries);

    [Fact]
    public void Data_is_read_from_its_range()
    {
        var tensor = Read(Bytes("w", ("location", "sub/w.bin"), ("offset", "16"), ("length", "4"), ("checksum", "?"))).Good().Graph.Initializers[0];
        Assert.Equal([16, 17, 18, 19], tensor.ToInt64s());
    }

    [Fact]
    public void Offset_and_length_may_be_absent()
    {
        Read(Bytes("w", ("location", "w.bin"))).Good();
        Assert.Equal([("w.bin", 0L, 4)], _files.Reads);
    }

    [Fact]
    public void Tied_weights_are_read_once()
    {
        Read(Bytes("a", ("location", "w.bin")), Bytes("b", ("location", "w.bin")), Bytes("c", ("location", "w.bin"), ("offset", "2"))).Good();
        Assert.Equal([("w.bin", 0L, 4), ("w.bin", 2L, 4)], _files.Reads);
    }

    [Fact]
    public void Empty_tensors_need_no_file()
    {
        Read(Onnx.Tensor("w", Onnx.Float, 0).External(("location", "w.bin"))).Good();
        Assert.Empty(_files.Reads);
    }

    [Theory]
    [InlineData("offset", "-1")]
    [InlineData("offset", "0x10")]
    [InlineData("offset", "99999999999999999999")]
    [InlineData("length", "5")]
    [InlineData("length", "many")]
    public void Entries_are_numbers_that_fit(string key, string value) => Assert.StartsWith(
        $"MC0436: The entry '{key}' for the external data of initializer 'w' is '{value}', but must be ",
        Read(Bytes("w", ("location", "w.bin"), (key, value))).Mistake());

    [Fact]
    public void What_the_host_says_is_passed_on() => Assert.Equal(
        "MC0437: The data of initializer 'w' cannot be read from 'w.bin': the file has 256 bytes",
        Read(Bytes("w", ("location", "w.bin"), ("offset", "254"))).Mistake());

    [Fact]
    public void A_model_without_a_folder_has_no_external_data() => Assert.StartsWith("MC0437: ", Reading.Of(
        Onnx.Model(new GraphProto { Initializer = { Bytes("x", ("location", "w.bin")) }, Output = { Onnx.Value("x", 2) } })).Mistake());

    [Theory]
    [InlineData("w.bin")]
    [InlineData("./w.bin")]
    [InlineData("a/b/Gewichte für alles (1).bin")]
    [InlineData("..w/w..bin")]
    [InlineData("console.bin")]
    public void Plain_paths_are_allowed(string location) => Assert.Null(DataFilePath.FindFault(location));

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../w.bin")]
    [InlineData("a/../../w.bin")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a//w.bin")]
    [InlineData("a/")]
    [InlineData("a\\w.bin")]
    [InlineData("C:w.bin")]
    [InlineData("w.bin:stream")]
    [InlineData("w\0.bin")]
    [InlineData("nul")]
    [InlineData("a/COM1.bin")]
    [InlineData("lpt9 .txt")]
    [InlineData("CONIN$")]
    public void Other_paths_are_refused_before_any_file_is_touched(string location)
    {
        Assert.StartsWith("MC0435: The data of initializer 'w' is said to be in '", Read(Bytes("w", ("location", location))).Mistake());
        Assert.Empty(_files.Reads);
    }
}
