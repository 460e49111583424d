using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Lowering;

public class LayerReportsTests
{
    private static readonly ModelDefinition Residual = Model.Of("net",
        Layer.Input(16, 8, 8).Named("x"), Layer.Conv2D(16, 3).With("pads", 1).Named("a"),
        Layer.Conv2D(16, 3).With("pads", 1).With("algorithm", "Winograd2x2").Named("b"), Layer.Of("Add").Named("sum").From("b", "x"),
        Layer.GlobalAveragePool(), Layer.Flatten(), Layer.Dense(10).Named("fc"));

    [Fact]
    public void Layers_know_what_they_read()
    {
        var layers = Plan(Residual).Layers;
        Assert.Equal(["a", "b"], layers.Take(2).Select(layer => layer.Name));
        Assert.Equal([-1], layers[0].Sources);
        // The sum is part of b.
        Assert.Equal([0, -1], layers[1].Sources);
        Assert.Equal([1], layers[2].Sources);
    }

    [Fact]
    public void Bytes_of_weights_add_up()
    {
        var plan = Plan(Residual);
        Assert.Equal(plan.PackedLength * 4L, plan.Layers.Sum(layer => layer.WeightBytes));
        // The transformed filters: 16 positions of 16 by 16, and a bias of 16.
        Assert.Equal((16 * 16 * 16 + 16) * 4, plan.Layers[1].WeightBytes);
    }

    [Fact]
    public void An_algorithm_has_its_reason()
    {
        var layers = Plan(Residual).Layers;
        Assert.False(layers[0].Choice!.IsRequested);
        Assert.True(layers[0].Choice!.Nanoseconds <= layers[0].Choice!.RunnerUpNanoseconds);
        Assert.True(layers[1].Choice!.IsRequested);
        Assert.Null(layers[2].Choice);
    }

    [Fact]
    public void Most_is_alive_where_the_bytes_are_those_of_the_lower_bound()
    {
        var plan = Plan(Residual);
        Assert.Equal(plan.ArenaLowerBoundBytes, ArenaUse.AliveAt(plan, ArenaUse.PeakOf(plan)).Sum(buffer => (long)buffer.ByteLength));
    }

    private static ExecutionPlan Plan(ModelDefinition model) => ModelCompilation.Plan(model, null, CompilerOptions.Default).Plan!;
}
