using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.CompilerServices;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;
using ModelCompiler.Tests.Networks;

namespace ModelCompiler.Tests.Operators;

/// <summary>Dense layers that are large enough to read their weights as they are stored.</summary>
public class LargeDenseTests
{
    /// <summary>A flattened image, outputs that are no multiple of a block or of the rows of a pass.</summary>
    internal static ModelDefinition Flattened { get; } = Model.Of("flattened",
        Layer.Input(12, 16, 43), Layer.MaxPool2D(1), Layer.Flatten(), Layer.Dense(491, activation: "ReLU"));

    /// <summary>A vector, a sum behind, and an activation that is no part of the kernel and moves zeros.</summary>
    internal static ModelDefinition Added { get; } = Model.Of("added",
        Layer.Input(8192).Named("x"), Layer.Input(500).Named("shift"),
        Layer.Dense(500, bias: false).From("x").Named("product"), Layer.Add("product", "shift").Named("sum"),
        Layer.Of("Sigmoid").From("sum"));

    [Fact]
    public void MatchReference()
    {
        var models = ModelAssert.MatchReference(Flattened, Added);
        Assert.All(models, model => Assert.Single(model.Plan.Calls.OfType<GemvCall>()));
        Assert.NotNull(models[1].Plan.Calls.OfType<GemvCall>().Single().Residual);
    }

    [Fact]
    public void AnyNumberOfThreadsGivesTheSameBits()
    {
        var model = ModelAssembly.Compile(Flattened);
        var (weights, inputs) = (model.Plan.ToModelWeights(), CompiledNetworks.InputsOf(model));
        var expected = model.Run(model.Create(weights), inputs)[0];
        for (var threads = 2; threads <= 3; threads++)
        {
            using var instance = (IDisposable)model.Create(weights, threads);
            Assert.Equal(expected, model.Run(instance, inputs)[0]);
        }
    }

    [Fact]
    public void FloatsAreReadWhereTheyAreStored()
    {
        var model = ModelAssembly.Compile(Flattened);
        var name = Assert.Single(model.Plan.StoredMatrices).Source.Name;
        var weights = model.Plan.ToModelWeights();
        Assert.True(weights.Get(name).Floats == MatrixOf(model, weights).Span);
        Assert.True(model.WeightsOf(model.Create(weights)).Length < 1000);
    }

    [Theory]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void HalvesAreWidened(string format)
    {
        var model = ModelAssembly.Compile(Flattened);
        var weights = ModelWeights.Load(new MemoryStream(Safetensors.Write(model.Plan, Enum.Parse<StoredFormat>(format))));
        Assert.Equal(weights.GetValues(model.Plan.StoredMatrices[0].Source.Name), MatrixOf(model, weights).Span.ToArray());
    }

    private static WeightMatrix MatrixOf(CompiledModel model, ModelWeights weights) => model.MatrixOf(model.Create(weights), 0);
}
