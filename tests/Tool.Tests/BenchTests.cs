using ModelCompiler.Compiler;
using ModelCompiler.Tool.Benchmarking;

namespace ModelCompiler.Tests;

public sealed class BenchTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void EveryMeasureHasItsLine()
    {
        var (exitCode, text, errors) = ToolRun.Run(
            "bench", _tool.WriteText("tiny.json", ModelFiles.Tiny), "--random-weights", "1", "--seconds", "0.01");
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        var lines = text.Split(Environment.NewLine);
        Assert.Matches("^Tiny: 1 thread, (no vectors|vectors of (128|256|512) bits.*)$", lines[0]);
        Assert.Equal(
            ["median", "minimum", "throughput", "allocated", "first result", "second run", "packing", "compiled in", "arena", "weights"],
            lines[2..12].Select(line => line[..14].Trim()));
        Assert.Contains("GFLOP/s (2 × 8 MACs in the median)", text);
        Assert.Contains("allocated     0 bytes per run", text);
        Assert.Contains("10 parameters", text);
    }

    [Fact]
    public void LayersAreMeasuredOnRequest()
    {
        var (exitCode, text, errors) = ToolRun.Run(
            "bench", _tool.WriteText("tiny.json", ModelFiles.Tiny), "--random-weights", "1", "--seconds", "0.01", "--layers");
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        var lines = text.Split(Environment.NewLine);
        Assert.Contains(lines, line => line.StartsWith("layer ", StringComparison.Ordinal) && line.Contains("predicted µs"));
        Assert.Contains(lines, line => line.Contains("LoadInput"));
        Assert.Matches(@"[\d,]+ runs, [\d.,]+ µs in the mean, [\d.,]+ µs as the sum of minima, [\d.,]+ µs predicted", text);
    }

    [Fact]
    public void AlgorithmsOfOneLayerAreMeasured()
    {
        var model = _tool.WriteText("two.json", """
            {"name": "two", "layers": [{"type": "Input", "shape": [9, 6, 6]}, {"type": "Conv2D", "filters": 10, "kernel": [1, 3], "group": 1},
                        {"type": "ReLU"}, {"type": "Conv2D", "name": "last", "filters": 2, "kernel": 1}]}
            """);
        var (exitCode, text, errors) = ToolRun.Run(
            "bench", model, "--random-weights", "1", "--seconds", "0.01", "--layer", "conv1", "--all-algorithms");
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        Assert.Contains("conv1: 1×3, [1, 9, 6, 6] → [1, 10, 6, 4], 6,480 MACs", text);
        Assert.Matches(@"(?m)^Direct +direct .* [1-9]\.\de-7\r?$", text);
        Assert.Matches(@"(?m)^Winograd4x4 +Winograd F\(4,3\) ", text);
        Assert.Matches(@"(?m)^Winograd6x6 +impossible: needs a 3×3 kernel, has a 1×3 kernel *\r?$", text);
        Assert.EndsWith(
            "error MC0347: 'two' has no convolution 'lost'; did you mean 'last'?",
            Assert.Single(ToolRun.Run("bench", model, "--layer", "lost", "--all-algorithms").Errors));
        Assert.Contains(
            "--layer NAME and --all-algorithms go together", Assert.Single(ToolRun.Run("bench", model, "--layer", "conv1").Errors));
    }

    [Fact]
    public void WhatTheCompilerChoosesIsMeasuredUnderWhateverName()
    {
        var (exitCode, text, _) = ToolRun.Run("bench", ModelFiles.LeNet5, "--seconds", "0.01", "--layer", "conv2", "--all-algorithms");
        Assert.Equal(0, exitCode);
        Assert.Contains("chosen: Winograd F(2,5) along columns; 1 thread", text);
        Assert.Matches(@"(?m)^Auto +Winograd F\(2,5\) along columns ", text);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2.0, 9.0 }, 2.0)]
    [InlineData(new[] { 1.0, 2.0, 4.0, 9.0 }, 3.0)]
    [InlineData(new[] { 5.0 }, 5.0)]
    public void TheMedianIsInTheMiddle(double[] samples, double median)
    {
        var plan = ModelCompilation.Plan(
            Compiler.Frontends.Json.JsonModelReader.Read(ModelFiles.Tiny, "tiny").Definition!, null, CompilerOptions.Default).Plan!;
        var result = new BenchResult(plan, 1, default, default, samples, 1, 0);
        Assert.Equal(median, result.MedianMicroseconds);
        Assert.Equal(samples[0], result.MinimumMicroseconds);
        Assert.Equal(16 / (median * 1000), result.GigaflopsPerSecond, 1e-12);
    }
}
