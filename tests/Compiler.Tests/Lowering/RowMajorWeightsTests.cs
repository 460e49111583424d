using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Lowering;

public class RowMajorWeightsTests
{
    /// <summary>16.8 MB of weights.</summary>
    private static readonly ModelDefinition Large = Model.Of("net",
        Layer.Input(16, 16, 32).Named("x"), Layer.MaxPool2D(1).Named("pool"), Layer.Flatten().Named("flat"), Layer.Dense(512).Named("fc"));

    [Fact]
    public void A_large_matrix_stays_as_it_is_stored()
    {
        var plan = Plan(Large);
        var call = Assert.Single(plan.Calls.OfType<GemvCall>());
        Assert.Equal(new StoredMatrix("fc", 0, call.Rows.Source), Assert.Single(plan.StoredMatrices));
        Assert.Equal(512, plan.PackedLength);
        Assert.Equal(["fc.weight", "fc.bias"], plan.StoredTensors.Select(tensor => tensor.Name));
        Assert.Equal((8192 * 512 + 512) * sizeof(float), plan.WeightBytes);
        Assert.Equal(plan.WeightBytes, plan.Layers.Sum(layer => layer.WeightBytes));
        Assert.Equal("GEMV on row-major weights", plan.Layers.Single(layer => layer.Name == "fc").Algorithm);
    }

    /// <summary>The order of its rows is that of the flattened image, which therefore has to be there.</summary>
    [Fact]
    public void An_image_is_flattened_before_it() => Assert.Single(Plan(Large).Calls.OfType<ReshapeTensor>());

    [Fact]
    public void Several_samples_of_short_rows_and_small_matrices_are_packed()
    {
        ModelDefinition[] others =
        [
            Large with { Batch = 4 },
            Model.Of("short", Layer.Input(4096), Layer.Dense(4096)),
            Model.Of("small", Layer.Input(8192), Layer.Dense(400)),
            Model.Of("uneven", Layer.Input(8200), Layer.Dense(512)),
            Model.Of("folded", Layer.Input(8192), Layer.Dense(512), Layer.BatchNormalization()),
        ];
        foreach (var model in others)
            Assert.Empty(Plan(model).StoredMatrices);
    }

    [Fact]
    public void Weights_that_are_not_packed_are_drawn_at_run_time_however_many_are_inline() => Assert.IsType<WeightsPlacement.Drawn>(
        Plan(Large with { Weights = new WeightsReference.FromSeed(1) }, new CompilerOptions { InlineWeightLimit = int.MaxValue }).Weights);

    private static ExecutionPlan Plan(ModelDefinition model, CompilerOptions? options = null) =>
        ModelCompilation.Plan(model, null, options ?? new CompilerOptions()).Plan!;
}
