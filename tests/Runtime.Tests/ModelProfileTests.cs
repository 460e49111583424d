namespace ModelCompiler.Tests;

public sealed class ModelProfileTests
{
    private readonly ModelProfile _profile = new("net", [("conv1", "RunConv1"), ("fc", "RunFc")]);

    [Fact]
    public void BeforeTheFirstRunAllTimesAreZero()
    {
        Assert.All(_profile.Steps, step => Assert.Equal((0L, 0.0, 0.0), (step.Runs, step.MeanMicroseconds, step.MinimumMicroseconds)));
        Assert.Equal(0, _profile.MeanMicroseconds);
        Assert.Contains("total", _profile.ToString());
    }

    [Fact]
    public void StepsCountTheirRunsAndShareTheTime()
    {
        for (var run = 0; run < 3; run++)
        {
            _profile.Start();
            Thread.Sleep(2);
            _profile.End(0);
            _profile.End(1);
        }

        var (first, second) = (_profile.Steps[0], _profile.Steps[1]);
        Assert.Equal((3L, 3L), (first.Runs, second.Runs));
        Assert.True(first.MinimumMicroseconds >= 1000, $"Sleeping took {first.MinimumMicroseconds} µs.");
        Assert.True(first.MinimumMicroseconds <= first.MeanMicroseconds);
        Assert.True(second.MeanMicroseconds < first.MeanMicroseconds);
        Assert.Equal(first.MeanMicroseconds + second.MeanMicroseconds, _profile.MeanMicroseconds, 1e-9);
    }

    [Fact]
    public void ResetForgetsTheRuns()
    {
        _profile.Start();
        _profile.End(0);
        _profile.Reset();
        Assert.Equal(0, _profile.Steps[0].Runs);
        Assert.Equal(0, _profile.Steps[0].MinimumMicroseconds);
    }

    [Fact]
    public void TheTableNamesLayersAndMethods()
    {
        var lines = _profile.ToString().Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.Equal("net: 0 runs", lines[0]);
        Assert.Equal("layer      mean µs   minimum µs    share  method", lines[1]);
        Assert.StartsWith("conv1", lines[2]);
        Assert.EndsWith("RunFc", lines[3]);
        Assert.StartsWith("total", lines[4]);
    }
}
