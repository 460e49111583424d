using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Lowering;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;
using ModelCompiler.Tests.Networks;

namespace ModelCompiler.Tests.Threads;

/// <summary>
/// Models in which everything that can be divided is, however small: their results are the same bits for every number of threads.
/// </summary>
[Collection(nameof(ThreadTests))]
[CollectionDefinition(nameof(ThreadTests), DisableParallelization = true)]
public class ThreadTests
{
    private static readonly int[] ThreadCounts = [2, 3, 5];

    private static readonly Lazy<IReadOnlyList<CompiledModel>> Networks =
        new(() => Compile(CompiledNetworks.Definitions, WorkDivisions.Of));

    /// <summary>Every operator in several shapes, and Winograd's algorithm both ways, in one and in many blocks of tiles.</summary>
    private static readonly Lazy<IReadOnlyList<CompiledModel>> Layers = new(() =>
    [
        .. Compile([.. RandomModels.Operators.SelectMany(kind => Enumerable.Range(0, 2).Select(seed => RandomModels.ForOperator(kind, seed)))], WorkDivisions.Of),
        .. Compile(Winograds, call => call is WinogradConv ? WorkDivision.Items : WorkDivision.None),
        .. Compile(Winograds, call => call is WinogradConv ? WorkDivision.Steps : WorkDivision.None),
        .. Compile(Winograds, call => call is WinogradConv ? WorkDivision.ItemsOrSteps : WorkDivision.None),
    ]);

    private static IReadOnlyList<ModelDefinition> Winograds =>
    [
        .. from algorithm in (string[])["Winograd2x2", "Winograd4x4", "Winograd6x6"]
           from activation in (string[])["ReLU", "Sigmoid"]
           from size in (int[])[7, 40]
           select Model.Of("winograd", Layer.Input(24, size, size + 3),
               Layer.Conv2D(40, 3, autoPad: "Same", algorithm: algorithm, activation: activation)),
        .. from channels in (int[])[3, 32]
           select Model.Of("phases", Layer.Input(channels, 40, 43),
               Layer.Conv2D(40, channels == 3 ? 7 : 3, strides: 2, pads: 1, algorithm: "Winograd4x4")),
        Model.Of("residual", Layer.Input(256, 30, 30).Named("x"),
            Layer.Conv2D(256, 3, autoPad: "Same", algorithm: "Winograd4x4").Named("c"), Layer.Add("c", "x")),
    ];

    [Fact]
    public void NetworksComputeTheSameBits() => AssertSameBits(Networks.Value);

    [Fact]
    public void LayersComputeTheSameBits() => AssertSameBits(Layers.Value);

    [Fact]
    public void RunAllocatesNothing()
    {
        var model = Networks.Value.First(model => model.Plan.IsDivided);
        using var instance = (IDisposable)model.Create(model.Plan.ToModelWeights(), 3);
        var (inputs, outputs) = (CompiledNetworks.InputsOf(model), model.NewOutputs());
        model.Run(instance, inputs, outputs);
        // The least of several: the test host has threads of its own.
        Assert.Equal(0, Enumerable.Range(0, 10).Min(_ => AllocatedBy(() =>
        {
            for (var i = 0; i < 100; i++)
                model.Run(instance, inputs, outputs);
        })));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void RunAfterDisposeThrows(int threads)
    {
        var model = Networks.Value.First(model => model.Plan.IsDivided);
        var instance = model.Create(model.Plan.ToModelWeights(), threads);
        var inputs = CompiledNetworks.InputsOf(model);
        model.Run(instance, inputs);
        ((IDisposable)instance).Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Run(instance, inputs));
        ((IDisposable)instance).Dispose();
    }

    /// <summary>A small model is not slowed down by threads that would only wait for each other.</summary>
    [Fact]
    public void SmallModelsAreNotDivided()
    {
        var plan = ModelAssembly.Plan(Model.Of("small", Layer.Input(1, 12, 12), Layer.Conv2D(6, 5), Layer.Flatten(), Layer.Dense(10)));
        Assert.False(plan.IsDivided);
    }

    [Fact]
    public void LargeLayersAreDivided()
    {
        var plan = ModelAssembly.Plan(Model.Of("large", Layer.Input(64, 56, 56), Layer.Conv2D(64, 1)));
        Assert.Contains(WorkDivision.Items, plan.Divisions);
    }

    internal static IReadOnlyList<CompiledModel> Compile(
        IReadOnlyList<ModelDefinition> definitions, Func<KernelCall, WorkDivision> division) =>
        ModelAssembly.CompilePlans([.. definitions.Select(definition => Divide(ModelAssembly.Plan(definition), division))], _ => null);

    private static ExecutionPlan Divide(ExecutionPlan plan, Func<KernelCall, WorkDivision> division) =>
        plan with { Divisions = plan.Calls.Select(division).ToEquatableArray() };

    internal static void AssertSameBits(IReadOnlyList<CompiledModel> models)
    {
        Assert.Contains(models, model => model.Plan.IsDivided);
        foreach (var model in models)
        {
            var weights = model.Plan.ToModelWeights();
            var (inputs, others) = (CompiledNetworks.InputsOf(model), CompiledNetworks.InputsOf(model, "other"));
            var expected = model.Run(model.Create(weights), inputs);
            foreach (var threads in ThreadCounts)
            {
                using var instance = (IDisposable)model.Create(weights, threads);
                model.Run(instance, others);
                AssertSameBits(expected, model.Run(instance, inputs), $"{model.Plan.Name} with {threads} threads\n{string.Join("\n", model.Plan.Calls)}");
            }
        }
    }

    private static void AssertSameBits(float[][] expected, float[][] actual, string where)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Bits(expected[i]).SequenceEqual(Bits(actual[i])), $"output {i} differs: {where}");
    }

    private static IEnumerable<int> Bits(float[] values) => values.Select(BitConverter.SingleToInt32Bits);

    private static long AllocatedBy(Action action)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        action();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
