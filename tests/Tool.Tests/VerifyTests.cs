using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.Verification;

namespace ModelCompiler.Tests;

public sealed class VerifyTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void RightAnswersPass() =>
        Assert.Equal(["1 passed, 0 failed, 0 unsupported"], Lines(0, _tool.WriteReLU("good", 0, 2)));

    [Fact]
    public void AWrongAnswerHasALineWithItsError()
    {
        var folder = _tool.WriteReLU("bad", 0, 2.01f);
        Assert.Equal(
            [
                $"failed       {folder}: max error 0.01 at [0, 1] of 'y': expected 2.01, found 2, allowed 0.00203; 1 of 2 elements are beyond",
                "0 passed, 1 failed, 0 unsupported",
            ],
            Lines(1, folder));
    }

    [Theory]
    [InlineData(0, "--rtol", "0.01")]
    [InlineData(0, "--atol", "0.01")]
    [InlineData(1, "--atol", "1e-3", "--rtol", "1e-3")]
    [InlineData(1, "--strict")]
    public void TolerancesAreTheUsers(int exitCode, params string[] options) => Lines(exitCode, [_tool.WriteReLU("case", 0, 2.005f), .. options]);

    [Fact]
    public void StrictMeansOneMillionth()
    {
        // Without --strict, 0.00001 is allowed besides the share of the value, which is nothing here.
        var folder = _tool.WriteReLU("case", 5e-6f, 2);
        Lines(0, folder);
        Assert.Contains("max error 5E-06", Lines(1, folder, "--strict")[0]);
    }

    [Fact]
    public void AnotherShape() => Assert.Contains(
        ": wrong shape: the output 'y' is float32 [1, 2], but expected float32 [1, 3]", Lines(1, _tool.WriteReLU("case", 0, 2, 0))[0]);

    [Fact]
    public void AnotherInputShape() => Assert.Contains(
        ": wrong shape: the input 'x' takes float32 [1, 2], but the test data is float32 [2]",
        Lines(1, _tool.WriteCase("case", VerifyCases.ReLU, [VerifyCases.Floats([2], 1, 2)], [VerifyCases.Floats([1, 2], 1, 2)]))[0]);

    [Fact]
    public void AnotherNumberOfInputs() => Assert.Contains(
        ": compile error: MC0340: The model has 1 inputs, but the test data has values for 0",
        Lines(1, _tool.WriteCase("case", VerifyCases.ReLU, [], [VerifyCases.Floats([1, 2], 1, 2)]))[0]);

    [Fact]
    public void AnotherNumberOfOutputs()
    {
        var output = VerifyCases.Floats([1, 2], 0, 2);
        Assert.Contains(
            ": wrong shape: 1 outputs, but the test data has 2",
            Lines(1, _tool.WriteCase("case", VerifyCases.ReLU, [VerifyCases.Floats([1, 2], -1, 2)], [output, output]))[0]);
    }

    [Fact]
    public void AModelWithMistakes()
    {
        var folder = _tool.WriteReLU("case", 0, 2);
        _tool.WriteText("case/model.json", """{ "layers": [ { "type": "Conv4D" } ] }""");
        Assert.Matches(": compile error: MC0209: .*Conv4D", Lines(1, folder)[0]);
    }

    [Fact]
    public void DataOfATypeThatModelsDoNotHaveIsUnsupported()
    {
        var folder = _tool.WriteCase(
            "case", VerifyCases.ReLU, [VerifyCases.Floats([1, 2], 1, 2)], [new TensorProto { DataType = 11, Dims = { 1 }, DoubleData = { 1 } }]);
        Assert.Equal(
            [
                $"unsupported  {folder}: MC0341: The test data holds double [1], but inputs and outputs are float32, int64, int32, bool, int8 or uint8",
                "0 passed, 0 failed, 1 unsupported",
            ],
            Lines(0, folder));
    }

    [Fact]
    public void DataOfATypeThatIsNotReadIsUnsupported() => Assert.StartsWith(
        $"unsupported  {_tool.PathOf("case")}: MC0426: ",
        Lines(0, _tool.WriteCase("case", VerifyCases.ReLU, [VerifyCases.Floats([1, 2], 1, 2)], [new TensorProto { DataType = 8 }]))[0]);

    [Fact]
    public void BrokenData()
    {
        var folder = _tool.WriteReLU("case", 0, 2);
        _tool.WriteFile("case/test_data_set_0/input_0.pb", [8, 2, 16]);
        Assert.Contains(": compile error: MC04", Lines(1, folder)[0]);
    }

    [Fact]
    public void NoData()
    {
        _tool.WriteText("case/model.json", VerifyCases.ReLU);
        Assert.Contains(": compile error: MC0339: ", Lines(1, _tool.PathOf("case"))[0]);
    }

    [Fact]
    public void EverySetIsRun()
    {
        var folder = _tool.WriteReLU("case", 0, 2);
        _tool.WriteData("case", 1, [VerifyCases.Floats([1, 2], 3, -4)], [VerifyCases.Floats([1, 2], 3, 0)]);
        Lines(0, folder);
        _tool.WriteData("case", 10, [VerifyCases.Floats([1, 2], 3, -4)], [VerifyCases.Floats([1, 2], 3, 1)]);
        Assert.Contains(": test_data_set_10: max error 1 at [0, 1]", Lines(1, folder)[0]);
    }

    [Fact]
    public void SeveralInputsOfSeveralTypes()
    {
        const string model = """
            {
              "layers": [
                { "type": "Input", "name": "image", "shape": [1, 1, 2], "layout": "ChannelsLast", "element": "UInt8" },
                { "type": "Input", "name": "other", "shape": [1, 1, 2] },
                { "type": "Add", "name": "sum", "from": ["image", "other"] },
                { "type": "GlobalMaxPool", "name": "top", "from": "sum" }
              ],
              "outputs": ["sum", "top"]
            }
            """;
        Lines(0, _tool.WriteCase(
            "case", model,
            [VerifyCases.Bytes([1, 1, 2, 1], 3, 250), VerifyCases.Floats([1, 1, 1, 2], 0.5f, 1)],
            [VerifyCases.Floats([1, 1, 1, 2], 3.5f, 251), VerifyCases.Floats([1, 1, 1, 1], 251)]));
    }

    [Fact]
    public void CasesAreFoundBelowAFolderAndInAList()
    {
        _tool.WriteReLU("all/a", 0, 2);
        _tool.WriteReLU("all/deep/er/b", 0, 3);
        var other = _tool.WriteReLU("other", 1, 2);
        var list = _tool.WriteText("list.txt", $"{other}\n\n{_tool.PathOf("all/a")}\n");
        var lines = Lines(1, _tool.PathOf("all"), "--list", list);
        Assert.StartsWith($"failed       {_tool.PathOf("all/deep/er/b")}: ", lines[0]);
        Assert.StartsWith($"failed       {other}: ", lines[1]);
        Assert.Equal("1 passed, 2 failed, 0 unsupported", lines[2]);
        Assert.Equal("1 passed, 1 failed, 0 unsupported", Lines(1, "--list", list)[^1]);
    }

    [Fact]
    public void VerboseNamesThosethatPass()
    {
        var folder = _tool.WriteReLU("case", 0, 2.001f);
        Assert.Equal($"passed       {folder}: max error 0.001", Lines(0, folder, "--verbose")[0]);
    }

    [Fact]
    public void AFolderWithoutCases() => Assert.Equal(
        $"{_tool.PathOf("none")} : error MC0337: There is no model.onnx or model.json in this folder or below it",
        Error(1, Directory.CreateDirectory(_tool.PathOf("none")).FullName));

    [Fact]
    public void NoSuchFolder() => Assert.StartsWith($"{_tool.PathOf("none")} : error MC0338: ", Error(1, _tool.PathOf("none")));

    [Fact]
    public void NoSuchList() => Assert.StartsWith($"{_tool.PathOf("none")} : error MC0338: ", Error(1, "--list", _tool.PathOf("none")));

    [Theory]
    [InlineData("needs folders")]
    [InlineData("--rtol must be a number from 0 on, but is '-1'", "x", "--rtol", "-1")]
    [InlineData("--atol must be a number from 0 on, but is '1e999'", "x", "--atol", "1e999")]
    public void WrongCommandLines(string message, params string[] arguments) => Assert.Contains(message, Error(2, arguments));

    [Fact]
    public void AnExceptionIsTheFailureOfItsCaseAlone()
    {
        var outcomes = new Verifier(new Tolerance(0, null), InMemoryCompiler.CompilerOptions, _ => { })
            .Run([_tool.WriteReLU("a", 0, 2), _tool.PathOf("vanished"), _tool.WriteReLU("b", 0, 2)]);
        Assert.Equal([Verdict.Passed, Verdict.Failed, Verdict.Passed], outcomes.Select(outcome => outcome.Verdict));
        Assert.StartsWith("internal error: InvalidOperationException: ", outcomes[1].Reason);
    }

    private static string[] Lines(int exitCode, params string[] arguments)
    {
        var (code, text, errors) = ToolRun.Run(["verify", .. arguments]);
        Assert.Empty(errors);
        Assert.True(exitCode == code, text);
        return text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Error(int exitCode, params string[] arguments)
    {
        var (code, text, errors) = ToolRun.Run(["verify", .. arguments]);
        Assert.Equal("", text);
        Assert.Equal(exitCode, code);
        return Assert.Single(errors);
    }
}
