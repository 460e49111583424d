using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

public class GuardTests
{
    [Fact]
    public void EqualLengthsPass()
    {
        Guard.InputLength(784, 784, "input", "[1, 28, 28]");
        Guard.OutputLength(10, 10, "output", "[10]");
    }

    [Fact]
    public void NamesParameterShapeAndBothLengths()
    {
        var input = Assert.Throws<ArgumentException>(() => Guard.InputLength(783, 784, "input", "[1, 28, 28]"));
        Assert.Equal("input holds 783 values, but [1, 28, 28] needs 784. (Parameter 'input')", input.Message);
        Assert.Equal("input", input.ParamName);

        var output = Assert.Throws<ArgumentException>(() => Guard.OutputLength(11, 10, "scores", "[10]"));
        Assert.Equal("scores has room for 11 values, but [10] needs 10. (Parameter 'scores')", output.Message);
        Assert.Equal("scores", output.ParamName);
    }
}
