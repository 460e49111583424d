using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Lowering;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Lowering;

public class SampleLoopTests
{
    /// <summary>Large images and small filters at first, then a dense layer of 8 MB.</summary>
    private static readonly ModelDefinition Narrowing = Model.Of("net",
        Layer.Input(3, 224, 224).Named("x"),
        Layer.Conv2D(32, 3, strides: 2, pads: 1).Named("a"), Layer.DepthwiseConv2D(3, pads: 1).Named("b"), Layer.Conv2D(32, 1).Named("c"),
        Layer.MaxPool2D(4, strides: 4).Named("pool"), Layer.Flatten().Named("flat"), Layer.Dense(80).Named("fc"));

    [Fact]
    public void Large_images_go_one_by_one_and_large_filters_serve_all_samples()
    {
        var plan = Plan(Narrowing with { Batch = 8 });
        var loop = plan.SampleLoop!;
        Assert.Equal(8, loop.Samples);
        Assert.All(plan.Calls.Take(loop.End).SelectMany(call => call.Reads), view => Assert.Equal(1, view.Geometry.Batch));
        Assert.IsType<StackSample>(plan.Calls[loop.End - 1]);
        var dense = Assert.Single(plan.Calls.Skip(loop.End).OfType<DenseCall>());
        Assert.Equal(8, dense.Source.Geometry.Batch);
    }

    [Fact]
    public void A_network_of_dense_layers_computes_all_samples_together() => Assert.Null(Plan(Model.Of("net",
        Layer.Input(640), Layer.Dense(512), Layer.Dense(640)) with { Batch = 8 }).SampleLoop);

    [Fact]
    public void One_sample_needs_no_loop() => Assert.Null(Plan(Narrowing).SampleLoop);

    [Fact]
    public void Reports_tell_of_all_samples()
    {
        var (single, batch) = (Plan(Narrowing), Plan(Narrowing with { Batch = 8 }));
        Assert.Equal(single.Layers.Select(layer => layer.Name), batch.Layers.Select(layer => layer.Name));
        Assert.Equal(8 * single.Macs, batch.Macs);
        Assert.All(batch.Layers, layer => Assert.Equal(8, layer.OutputShape[0]));
        Assert.Equal(8, batch.Inputs[0].Type.Shape[0]);
        Assert.Equal(8, batch.Outputs[0].Type.Shape[0]);
        Assert.Equal(single.Layers.Select(layer => layer.Sources), batch.Layers.Select(layer => layer.Sources));
        // Per sample the first layers take as long as alone.
        Assert.Equal(8 * single.Layers[0].PredictedNanoseconds, batch.Layers[0].PredictedNanoseconds);
    }

    [Fact]
    public void A_network_is_cut_where_one_value_goes_on()
    {
        var graph = Graph(Model.Of("net",
            Layer.Input(16, 8, 8).Named("x"), Layer.Conv2D(16, 1).Named("a"), Layer.Conv2D(16, 3, pads: 1).Named("b"), Layer.MaxPool2D(2).Named("p"),
            Layer.Of("Sigmoid").Named("s").From("a"), Layer.MaxPool2D(2).Named("q"), Layer.Concat("p", "q").Named("both"),
            Layer.Flatten().Named("flat"), Layer.Dense(10).Named("fc")) with { Batch = 2 });
        var names = graph.Nodes.Select(node => node.Name).ToList();
        // Between a and both two values are alive; behind flat there is nothing that lies anywhere.
        Assert.Equal(["a", "both", "fc"], SampleLoops.Candidates(graph).Select(count => names[count - 1]));
    }

    [Fact]
    public void Behind_a_layer_that_mixes_samples_nothing_runs_per_sample()
    {
        var graph = Graph(Model.Of("net",
            Layer.Input(16, 8, 8).Named("x"), Layer.Conv2D(16, 1).Named("a"), Layer.Of("onnx.Transpose").With("perm", new[] { 1, 0, 2, 3 }).Named("t"),
            Layer.Conv2D(4, 1).Named("b")) with { Batch = 2 });
        var names = graph.Nodes.Select(node => node.Name).ToList();
        Assert.Equal(["a"], SampleLoops.Candidates(graph).Select(count => names[count - 1]));
    }

    private static ExecutionPlan Plan(ModelDefinition definition) => ModelCompilation.Plan(definition, null, CompilerOptions.Default).Plan!;

    private static Graph Graph(ModelDefinition definition)
    {
        var graph = GraphBuilder.Build(definition, new DiagnosticBag())!;
        PassPipeline.Run(graph);
        return graph;
    }
}
