namespace ModelCompiler.Tests;

/// <summary>Each mistake has its number and one line in the form that builds recognise; nothing is written.</summary>
public sealed class ImportErrorTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Missing() => RequireError(_tool.PathOf("none.safetensors"), "MC0320", "There is no such weight file");

    [Fact]
    public void MissingDirectory() => RequireError(_tool.PathOf("none/none.safetensors"), "MC0320", "There is no such weight file");

    [Fact]
    public void Directory()
    {
        System.IO.Directory.CreateDirectory(_tool.PathOf("directory.safetensors"));
        RequireError(_tool.PathOf("directory.safetensors"), "MC0321", "cannot be read");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(100)]
    public void Truncated(int length) => RequireError(SafetensorsBytes.Valid()[..length], "MC0322", "truncated");

    [Fact]
    public void TruncatedData() => RequireError(SafetensorsBytes.Valid()[..^1], "MC0322", "truncated");

    [Theory]
    [InlineData("F64")]
    [InlineData("I8")]
    public void ElementType(string type) =>
        RequireError(SafetensorsBytes.OneTensor(type, "[1]", new byte[8]), "MC0323", $"'a' has dtype '{type}'; expected F32, F16 or BF16");

    [Theory]
    [InlineData("F32", new byte[] { 0, 0, 0x80, 0x7F })]
    [InlineData("F32", new byte[] { 1, 0, 0x80, 0xFF })]
    [InlineData("F16", new byte[] { 0, 0x7C, 0, 0 })]
    [InlineData("BF16", new byte[] { 0x80, 0x7F, 0, 0 })]
    public void NotFinite(string type, byte[] data) =>
        RequireError(SafetensorsBytes.OneTensor(type, type == "F32" ? "[1]" : "[2]", data), "MC0324", "'a' holds infinity or NaN at index 0");

    [Fact]
    public void Damaged() => RequireError(SafetensorsBytes.File("[]"), "MC0325", "expected StartObject");

    [Fact]
    public void AnotherFormat() => RequireError(_tool.WriteFile("model.pt", [0]), "MC0326", "type '.pt' are not supported; use .safetensors");

    [Fact]
    public void OutputInTheWay()
    {
        _tool.WriteFile("out", []);
        var errors = _tool.ImportErrors(_tool.WriteFile("a.safetensors", SafetensorsBytes.Valid()));
        Assert.StartsWith($"{_tool.Output} : error MC0328: ", Assert.Single(errors));
    }

    [Theory]
    [InlineData("import", "a.safetensors")]
    [InlineData("import", "--output", "x")]
    [InlineData("import", "--output", "x", "a.safetensors", "--inline-weight-limit", "-1")]
    [InlineData("import", "--output", "x", "a.safetensors", "--inline-weight-limit", "many")]
    [InlineData("imprt")]
    [InlineData("@no-such-file")]
    public void CommandLine(params string[] arguments)
    {
        var (exitCode, _, errors) = ToolRun.Run(arguments);
        Assert.Equal(2, exitCode);
        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.StartsWith("modelc : error MC0329: ", error));
    }

    [Fact]
    public void EveryBadFileIsReported()
    {
        var errors = _tool.ImportErrors(
            _tool.WriteFile("a.safetensors", []), _tool.WriteFile("b.safetensors", SafetensorsBytes.Valid()), _tool.PathOf("c.safetensors"));
        Assert.Equal(2, errors.Length);
    }

    [Fact]
    public void ANameCannotForgeALine()
    {
        var header = """{"x\n/etc/a : error CS1: y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""";
        RequireError(SafetensorsBytes.File(header, SafetensorsBytes.Floats(float.NaN)), "MC0324", "holds infinity or NaN");
    }

    private void RequireError(byte[] file, string id, string message) =>
        RequireError(_tool.WriteFile("weights.safetensors", file), id, message);

    private void RequireError(string file, string id, string message)
    {
        var error = Assert.Single(_tool.ImportErrors(file));
        Assert.StartsWith($"{file} : error {id}: ", error);
        Assert.Contains(message, error);
        Assert.Empty(_tool.OutputFiles);
    }
}
