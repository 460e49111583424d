using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Accuracy;

/// <summary>
/// The formulas on layers for which they can be computed by hand. That they tell what is measured, the tests of algorithms show on compiled
/// models.
/// </summary>
public class RoundingErrorsTests
{
    private const double Unit = 1.0 / (1 << 24);

    [Theory]
    [InlineData("Direct", 6.11e-7, 1156)]
    [InlineData("Winograd2x2", 3.5e-7, 148)]
    [InlineData("Winograd4x4", 2.3e-6, 156)]
    [InlineData("Winograd6x6", 4.5e-6, 164)]
    public void Convolution_of_128_channels(string algorithm, double estimate, int operations)
    {
        var error = Of(Layer.Input(128, 16, 16), Layer.Conv2D(128, 3).With("pads", 1).With("algorithm", algorithm))[0];
        Assert.InRange(error.Estimate, 0.9 * estimate, 1.1 * estimate);
        var growth = algorithm switch { "Direct" => 1, "Winograd2x2" => 7.11, "Winograd4x4" => 256, _ => 509 };
        Assert.Equal(growth * operations * Unit, error.Bound, growth * operations * Unit * 0.01);
    }

    [Fact]
    public void More_terms_err_more()
    {
        var errors = new[] { 16, 64, 256 }.Select(channels => Of(Layer.Input(channels, 1, 1), Layer.Of("Flatten"), Layer.Dense(4))[^1]).ToList();
        Assert.True(errors[0].Estimate < errors[1].Estimate && errors[1].Estimate < errors[2].Estimate);
        Assert.True(errors[0].Bound < errors[1].Bound && errors[1].Bound < errors[2].Bound);
    }

    [Fact]
    public void Maxima_are_exact() => Assert.Equal(RoundingError.None, Of(Layer.Input(4, 8, 8), Layer.MaxPool2D(2))[0]);

    [Fact]
    public void An_estimate_is_never_above_its_bound() => Assert.All(
        Of(Layer.Input(16, 16, 16), Layer.Conv2D(32, 3).With("algorithm", "Winograd4x4"), Layer.Of("BatchNormalization"), Layer.Of("Sigmoid"),
            Layer.Of("GlobalAveragePool"), Layer.Of("Flatten"), Layer.Dense(10), Layer.Of("Softmax")),
        error => Assert.True(error.Estimate <= error.Bound));

    private static List<RoundingError> Of(params LayerDefinition[] layers)
    {
        var plan = ModelCompilation.Plan(Model.Of("net", layers), null, CompilerOptions.Default).Plan!;
        return [.. plan.Layers.Where(layer => layer.Rounding is not null).Select(layer => layer.Rounding!)];
    }
}
