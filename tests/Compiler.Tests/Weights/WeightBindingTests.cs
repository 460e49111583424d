using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Tests.Weights;

public class WeightBindingTests
{
    private static readonly StoredTensor Weight = new("conv1.weight", TensorShape.Of(2, 1, 1, 3), WeightRole.Filters);
    private static readonly StoredTensor Bias = new("conv1.bias", TensorShape.Of(2), WeightRole.Bias);

    [Fact]
    public void Accepts_exactly_what_is_needed() => Check(true, [Weight, Bias, Weight], [Stored(Weight), Stored(Bias)]);

    [Fact]
    public void Accepts_a_resource_by_its_shapes() =>
        Check(true, [Bias], [new StoredWeight(Bias.Name, StoredFormat.F16, Bias.Shape, null)]);

    [Fact]
    public void Names_what_is_missing_and_what_was_probably_meant() => Check(false,
        [Weight, Bias], [Stored(Weight), Stored(Bias) with { Name = "conv1.bais" }],
        "MC0300: 'a.safetensors' has no tensor 'conv1.bias' of shape [2], which the model needs; did you mean 'conv1.bais'?",
        "MC0303: Tensor 'conv1.bais' of 'a.safetensors', of shape [2], belongs to no layer of the model and is not used");

    [Fact]
    public void Lists_what_is_there_where_nothing_is_near() => Check(false,
        [Bias], [Stored(Bias) with { Name = "features.0" }],
        "MC0300: 'a.safetensors' has no tensor 'conv1.bias' of shape [2], which the model needs; there is features.0",
        "MC0303: Tensor 'features.0' of 'a.safetensors', of shape [2], belongs to no layer of the model and is not used");

    [Fact]
    public void Says_that_a_file_is_empty() => Check(false, [Bias], [],
        "MC0300: 'a.safetensors' has no tensor 'conv1.bias' of shape [2], which the model needs; it has no tensors at all");

    [Fact]
    public void Gives_both_shapes() => Check(false,
        [Weight], [Stored(Weight) with { Shape = TensorShape.Of(2, 3) }],
        "MC0301: Tensor 'conv1.weight' of 'a.safetensors' has the shape [2, 3], but the model needs [2, 1, 1, 3]");

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void Points_at_what_is_not_finite(float value, string printed) => Check(false,
        [Weight], [Stored(Weight) with { Values = [0, 1, 2, 3, value, float.PositiveInfinity] }],
        $"MC0302: Tensor 'conv1.weight' of 'a.safetensors' has 2 elements that are NaN or infinite; the first one is {printed} at [1, 0, 0, 1]");

    [Fact]
    public void Points_at_what_has_more_digits_than_bfloat16() => Check(false,
        [Weight with { Role = WeightRole.ShortFilters }], [Stored(Weight) with { Values = [256, -255, 257, 0.5f, 1.01f, 0] }],
        "MC0304: Tensor 'conv1.weight' of 'a.safetensors' has 2 elements that are no numbers of bfloat16, as the model says; the first one is 257 at [0, 0, 0, 2]");

    [Fact]
    public void Surplus_is_only_a_warning() => Check(true,
        [Bias], [Stored(Bias), Stored(Weight)],
        "MC0303: Tensor 'conv1.weight' of 'a.safetensors', of shape [2, 1, 1, 3], belongs to no layer of the model and is not used");

    private static StoredWeight Stored(StoredTensor tensor) =>
        new(tensor.Name, StoredFormat.F32, tensor.Shape, new float[tensor.Shape.ElementCount]);

    private static void Check(bool fits, StoredTensor[] needed, StoredWeight[] stored, params string[] messages)
    {
        var diagnostics = new DiagnosticBag();
        var weights = new WeightSet("a.safetensors", null, "0", stored.ToEquatableArray());
        Assert.Equal(fits, WeightBinding.Check(needed, weights, diagnostics));
        Assert.Equal(messages, diagnostics.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        Assert.All(diagnostics.Diagnostics, diagnostic => Assert.Equal(new DiagnosticTarget(-1, "weights"), diagnostic.Target));
        Assert.Equal(!fits, diagnostics.HasErrors);
    }
}
