using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.Diagnostics;

public class AttributeTests
{
    private static string Net(string attributes) => Mistake.UseOf($"[CompiledModel] {attributes} public partial class Net;");

    [Fact]
    public Task NoInput() => Mistake.IsReported(
        "MC0100", "Model 'Net' has no Input layer; begin it with one, such as an Input of shape [3, 224, 224]",
        Mistake.UseOf("[[|CompiledModel|]] public partial class Net;"));

    [Fact]
    public Task UndefinedEnumValue() => Mistake.IsReported(
        "MC0252", "Dense: 'activation' has no value '99'; there is None, ReLU, ReLU6, LeakyReLU, ELU, Sigmoid, Tanh, SiLU, HardSwish, HardSigmoid",
        Net("[Input(4)] [Dense(2, [|Activation = (Activation)99|])]"));

    [Fact]
    public Task NullArray() => Mistake.IsReported(
        "MC0253", "Input: 'shape' is null; give it a value or leave it out",
        Net("[Input([|null!|])] [Dense(2)]"));

    [Fact]
    public Task NullArrayInProperty() => Mistake.IsReported(
        "MC0253", "Conv2D: 'strides' is null; give it a value or leave it out",
        Net("[Input(1, 8, 8)] [Conv2D(4, 3, [|Strides = null|])]"));

    [Fact]
    public Task NullNameAmongJoinedLayers() => Mistake.IsReported(
        "MC0253", "Add: 'inputs' is null; give it a value or leave it out",
        Net("[Input(4, Name = \"a\")] [Dense(4)] [Add([|\"a\", null!|])]"));

    [Fact]
    public Task NullOutput() => Mistake.IsReported(
        "MC0031", "[Output] of 'Net' must name layers, but contains null",
        Net("[Input(4)] [Dense(2)] [[|Output(null!)|]]"));

    [Fact]
    public Task PropertyGivenTwice() => Mistake.IsReported(
        "MC0255", "Conv2D: 'strides' is given twice, as 'stride' and as 'strides'; keep one",
        Net("[Input(1, 8, 8)] [Conv2D(4, 3, [|Stride = 2, Strides = new[] { 2, 2 }|])]"));

    [Fact]
    public Task ValueOutOfRange() => Mistake.IsReported(
        "MC0250", "Conv2D: 'kernel' must be at least 1, but is 0",
        Net("[Input(1, 8, 8)] [Conv2D(4, [|3, 0|])]"));

    [Fact]
    public Task UnknownSource() => Mistake.IsReported(
        "MC0103", "Dense 'dense1' reads 'stm', but no layer has that name; did you mean 'stem'?",
        Net("[Input(4, Name = \"stem\")] [Dense(2, [|From = \"stm\"|])]"));

    [Fact]
    public Task KernelLargerThanInput() => Mistake.IsReported(
        "MC0122",
        "Conv2D 'conv1': the kernel covers 5×5 (with dilations), but its input is only 4×4 with pads; "
        + "use a smaller kernel or larger pads",
        Net("[Input(1, 4, 4)] [Conv2D(4, [|5|])]"));

    [Fact]
    public Task ShapesDoNotJoin() => Mistake.IsReported(
        "MC0132",
        "Add 'add1': 'a' of shape [1, 4] and 'b' of shape [1, 3] do not join; every pair of dimensions, aligned at the end, must be equal "
        + "or contain a 1",
        Net("[Input(4, Name = \"a\")] [Dense(3, Name = \"b\")] [[|Add(\"a\", \"b\")|]]"));

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("1025")]
    public Task BatchOutOfRange(string batch) => Mistake.IsReported(
        "MC0138", $"'Net' has a batch of {batch}, but it must lie between 1 and 1024",
        Mistake.UseOf($"[CompiledModel([|Batch = {batch}|])] [Input(4)] [Dense(2)] public partial class Net;"));

    [Fact]
    public Task BatchMakesTensorsTooLarge() => Mistake.IsReported(
        "MC0134", "Input 'input': the tensor 'input' of shape [1024, 64, 128, 128] is larger than the 268435456 elements that a tensor may have",
        Mistake.UseOf("[CompiledModel(Batch = 1024)] [Input([|64, 128, 128|])] [GlobalAveragePool] public partial class Net;"));

    [Fact]
    public Task FileNameIsEmpty() => Mistake.IsReported(
        "MC0029", "[Weights] of 'Net' must name a file, but its argument is null or empty",
        Net("[Input(4)] [Dense(2)] [[|Weights(\"\")|]]"));

    [Fact]
    public Task WeightsAndRandomWeights() => Mistake.IsReported(
        "MC0030", "'Net' has both [Weights] and [RandomWeights]; remove one of them",
        Net("[Input(4)] [Dense(2)] [[|Weights(\"net.safetensors\")|]] [RandomWeights(1)]"),
        project => project.WithWeights("net.safetensors", Manifests.Dense("net.safetensors", 2, 4)));

    [Fact]
    public async Task MistakesOfCSharpAreLeftToTheCSharpCompiler()
    {
        var build = await TestProject.Of(Net("[Input(4)] [Dense(two)]")).Build();
        Assert.Equal("CS0103", Assert.Single(build.Problems).Id);
    }

    [Fact]
    public async Task UnknownAttributeIsLeftToTheCSharpCompiler()
    {
        var build = await TestProject.Of(Net("[Input(4)] [Dens(2, Name = \"x\")] [Dense(2, From = \"x\")]")).Build();
        Assert.Equal("CS0246", Assert.Single(build.Problems.DistinctBy(problem => problem.Id)).Id);
    }

    [Fact]
    public async Task MissingArgumentIsLeftToTheCSharpCompiler()
    {
        var build = await TestProject.Of(Net("[Input(1, 8, 8)] [Conv2D(4)]")).Build();
        Assert.Equal("CS1729", Assert.Single(build.Problems).Id);
    }
}
