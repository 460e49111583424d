using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Algorithms;

public class CostModelTests
{
    private const long InCaches = 0;
    private const long BeyondCaches = 1L << 30;

    private static readonly ConvShape Shape = Square(channels: 256, size: 14, kernel: 3);

    [Theory]
    [InlineData(ConvMethod.Direct, 1)]
    [InlineData(ConvMethod.Winograd, 2)]
    [InlineData(ConvMethod.Winograd, 4)]
    public void Filters_that_other_layers_push_out_of_the_caches_take_longer(object method, int tile)
    {
        long Time(long weightBytes) => new CostModel(MachineModel.Avx512, weightBytes).Convolution(Shape, (ConvMethod)method, tile, tile);

        Assert.True(Time(BeyondCaches) > Time(InCaches));
    }

    [Fact]
    public void Lanes_without_a_channel_are_computed_too()
    {
        long Time(int outputs) => Direct(Shape with { Outputs = outputs });

        Assert.InRange(Time(25), 0.99 * Time(32), Time(32));
    }

    [Fact]
    public void Half_a_block_without_a_channel_is_left_out()
    {
        long Time(int outputs) => Direct(Shape with { Outputs = outputs });

        Assert.InRange(Time(17), 0.99 * Time(24), Time(24));
        Assert.InRange(Time(24), 0.74 * Time(32), 0.8 * Time(32));
    }

    [Fact]
    public void Rows_of_few_pixels_leave_registers_empty()
    {
        // As many multiply-adds, in rows of 1 and of 14.
        var narrow = Shape with { InputHeight = 196, InputWidth = 1, OutputHeight = 196, OutputWidth = 1 };
        Assert.True(Direct(narrow) > 1.5 * Direct(Shape));
    }

    [Fact]
    public void No_prediction_exceeds_the_peak()
    {
        foreach (var channels in new[] { 16, 64, 512 })
            foreach (var size in new[] { 7, 28, 112 })
                Assert.True(Direct(Square(channels, size, 3)) >= 2.0 * Square(channels, size, 3).Macs / MachineModel.Avx512.FlopsPerNanosecond);
    }

    [Fact]
    public void Steps_that_are_no_layers_have_a_time()
    {
        var plan = Plan(Layer.Input(16, 12, 12), Layer.Conv2D(16, 3, autoPad: "Same"), Layer.GlobalAveragePool());
        Assert.Equal(plan.Calls.Count, plan.PredictedNanoseconds.Count);
        Assert.All(plan.PredictedNanoseconds, nanoseconds => Assert.True(nanoseconds > 0));
        Assert.Contains(plan.Calls, call => call is LoadInput);
        Assert.True(plan.Layers.Sum(layer => layer.PredictedNanoseconds) < plan.PredictedNanoseconds.Sum());
    }

    [Fact]
    public void The_target_decides_what_is_predicted()
    {
        LayerDefinition[] layers = [Layer.Input(64, 56, 56), Layer.Conv2D(64, 1)];
        long Time(CompilationTarget target) => Plan(target, layers).Layers[0].PredictedNanoseconds;

        Assert.True(Time(CompilationTarget.Arm64) > Time(CompilationTarget.Avx512));
    }

    private static ConvShape Square(int channels, int size, int kernel) => new(
        1, channels, channels, 1, size, size, size, size, kernel, kernel, 1, 1, 1, 1, kernel / 2, kernel / 2);

    private static long Direct(ConvShape shape) => new CostModel(MachineModel.Avx512, InCaches).Convolution(shape, ConvMethod.Direct);

    private static ExecutionPlan Plan(params LayerDefinition[] layers) => Plan(CompilationTarget.Generic, layers);

    private static ExecutionPlan Plan(CompilationTarget target, LayerDefinition[] layers) =>
        ModelCompilation.Plan(Model.Of("net", layers), null, CompilerOptions.Default with { Target = target }).Plan!;
}
