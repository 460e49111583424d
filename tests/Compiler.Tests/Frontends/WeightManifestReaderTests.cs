using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Tests.Frontends;

public class WeightManifestReaderTests
{
    [Fact]
    public void Reads_inline_weights_of_all_formats()
    {
        var weights = Read(Manifest("null",
            Tensor("a", "F32", "[2]", "\"AACAPwAAAMA=\""),
            Tensor("b", "F16", "[1, 2]", "\"ADwAwA==\""),
            Tensor("c", "BF16", "[2, 1]", "\"gD8AwA==\""),
            Tensor("none", "F32", "[0, 3]", "\"\""),
            Tensor("scalar", "F32", "[]", "\"AACAPw==\"")));

        Assert.Equal(("net.safetensors", "c0ffee", (string?)null), (weights.Source, weights.Checksum, weights.Resource));
        Assert.Equal(["a", "b", "c", "none", "scalar"], weights.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([TensorShape.Of(2), TensorShape.Of(1, 2), TensorShape.Of(2, 1), TensorShape.Of(0, 3), TensorShape.Of()],
            weights.Tensors.Select(tensor => tensor.Shape));
        Assert.Equal([StoredFormat.F32, StoredFormat.F16, StoredFormat.BF16, StoredFormat.F32, StoredFormat.F32],
            weights.Tensors.Select(tensor => tensor.Format));
        Assert.All(weights.Tensors.Take(3), tensor => Assert.Equal([1f, -2f], tensor.Values!));
        Assert.Empty(weights.Find("none")!.Values!);
        Assert.Equal([1f], weights.Find("scalar")!.Values!);
    }

    [Fact]
    public void Reads_the_description_of_a_resource()
    {
        var weights = Read(Manifest("\"Net.weights\"", """{ "name": "a", "type": "F32", "shape": [1000, 1000] }"""));
        Assert.Equal("Net.weights", weights.Resource);
        Assert.False(weights.IsInline);
        Assert.Null(weights.Tensors[0].Values);
    }

    [Theory]
    [InlineData("F64", "[1]", "\"AACAPw==\"", "the type 'F64' is none of F32, F16 and BF16")]
    [InlineData("F32", "[2]", "\"AACAPw==\"", "tensor 'a' of shape [2] needs 8 bytes, but has 4")]
    [InlineData("F16", "[2, 3]", "\"AACAPw==\"", "tensor 'a' of shape [2, 3] needs 12 bytes, but has 4")]
    [InlineData("F32", "[1]", "\"AACAPw\"", "the data of tensor 'a' are no base64")]
    [InlineData("F32", "[1]", "\"é\"", "the data of tensor 'a' are no base64")]
    [InlineData("F32", "[-1]", "\"\"", "the shape [-1] is too large or negative")]
    [InlineData("F32", "[65536, 65536]", "\"\"", "the shape [65536, 65536] is too large or negative")]
    [InlineData("F32", "[4294967296, 4294967296, 4294967296]", "\"\"", "the shape [4294967296, 4294967296, 4294967296] is too large or negative")]
    [InlineData("F32", "[1, 1, 1, 1, 1, 1, 1, 1, 1]", "\"AACAPw==\"", "the shape [1, 1, 1, 1, 1, 1, 1, 1, 1] is too large or negative")]
    public void Refuses_tensors(string type, string shape, string data, string reason) =>
        AssertRefused(Manifest("null", Tensor("a", type, shape, data)), reason);

    [Fact]
    public void Refuses_other_mistakes()
    {
        var tensor = Tensor("a", "F32", "[1]", "\"AACAPw==\"");
        AssertRefused(Manifest("null", tensor, tensor), "there are two tensors 'a'");
        AssertRefused(Manifest("\"res\"", tensor), "tensor 'a' has data although the manifest names a resource");
        AssertRefused(Manifest("null", """{ "name": "a", "type": "F32", "shape": [1] }"""), "'data' is missing");
        AssertRefused(Manifest("null").Replace("weights/1", "weights/2"),
            "its format is 'modelcompiler-weights/2', but this compiler reads 'modelcompiler-weights/1'");
        AssertRefused(Manifest("null").Replace("\"checksum\": \"c0ffee\",", ""), "'checksum' is missing");
    }

    [Theory]
    [InlineData("", "MC0202")]
    [InlineData("[]", "MC0207")]
    [InlineData("{", "MC0200")]
    public void Refuses_what_is_no_object(string text, string id)
    {
        var result = WeightManifestReader.Read(text);
        Assert.Equal(id, Assert.Single(result.Diagnostics).Id);
        Assert.Null(result.Weights);
    }

    private static WeightSet Read(string text)
    {
        var result = WeightManifestReader.Read(text);
        Assert.Empty(result.Diagnostics);
        return result.Weights!;
    }

    private static void AssertRefused(string text, string reason)
    {
        var result = WeightManifestReader.Read(text);
        Assert.Equal($"MC0240: The weight manifest cannot be used: {reason}; it is written by the build, so rebuild the project",
            Assert.Single(result.Diagnostics).ToString());
        Assert.Null(result.Weights);
    }

    private static string Manifest(string resource, params string[] tensors) => $$"""
        { "format": "modelcompiler-weights/1", "source": "net.safetensors", "checksum": "c0ffee",
          "resource": {{resource}}, "tensors": [ {{string.Join(", ", tensors)}} ] }
        """;

    private static string Tensor(string name, string type, string shape, string data) =>
        $$"""{ "name": "{{name}}", "type": "{{type}}", "shape": {{shape}}, "data": {{data}} }""";
}
