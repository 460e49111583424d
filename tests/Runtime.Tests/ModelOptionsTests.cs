namespace ModelCompiler.Tests;

public class ModelOptionsTests
{
    [Fact]
    public void OneThreadUnlessSet() => Assert.Equal(1, new ModelOptions().Threads);

    [Theory]
    [InlineData(1)]
    [InlineData(ModelOptions.MaximumThreads)]
    public void TakesThreads(int threads) => Assert.Equal(threads, new ModelOptions { Threads = threads }.Threads);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(ModelOptions.MaximumThreads + 1)]
    public void RefusesImpossibleNumbers(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModelOptions { Threads = threads });
}
