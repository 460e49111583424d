using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Tool.Loading;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Benchmarking;

using ConvAlgorithm = Compiler.IR.Ops.ConvAlgorithm;

/// <summary>One convolution of a model, with the sizes that it has there: as an image, whatever it is in the model.</summary>
internal sealed record ConvolutionLayer(string Name, ConvShape Shape, EquatableArray<int> Pads)
{
    private const string Input = "input";

    public ConvFeatures Features => Shape.Features;

    /// <summary>Finds a convolution by its name; null with an error that says what there is.</summary>
    public static ConvolutionLayer? Find(LoadedModel model, string name, Report report)
    {
        if (model.Build(report) is not { } graph)
            return null;
        PassPipeline.Run(graph);
        var nodes = graph.Nodes.Where(node => node.Op is Conv).ToList();
        if (nodes.Find(node => node.Name == name) is { } node)
            return Of(name, ConvShape.Of(node), ((Conv)node.Op).Pads);
        report.Error(
            model.File, DiagnosticCatalog.Tool.UnknownConvolution, graph.Name, name,
            NearestName.Suggest(name, [.. nodes.Select(other => other.Name)]));
        return null;
    }

    // Rows and columns that are not read are left out of the image: a definition has no negative pads.
    private static ConvolutionLayer Of(string name, ConvShape shape, EquatableArray<int> pads)
    {
        var ends = pads.Skip(pads.Count / 2).ToArray();
        return new(
            name,
            shape with
            {
                InputHeight = shape.InputHeight + (ends.Length > 1 ? Math.Min(0, ends[0]) : 0), InputWidth = shape.InputWidth + Math.Min(0, ends[^1]),
            },
            pads.Select(pad => Math.Max(0, pad)).ToEquatableArray());
    }

    /// <summary>A model of this layer alone, without what is fused to it, computed as asked for.</summary>
    public ModelDefinition With(ConvAlgorithm algorithm) => new()
    {
        Name = $"{Name} by {algorithm}",
        Batch = Shape.Batch,
        Weights = new WeightsReference.FromSeed(1),
        Layers =
        [
            new("Input", Input, [], [Property("shape", Shape.Inputs, Shape.InputHeight, Shape.InputWidth)]),
            new("Conv2D", Name == Input ? "layer" : Name, [],
            [
                Property("filters", Shape.Outputs), Property("kernel", Shape.KernelHeight, Shape.KernelWidth),
                Property("strides", Shape.StrideHeight, Shape.StrideWidth), new("pads", Integers(Pads)),
                Property("dilations", Shape.DilationHeight, Shape.DilationWidth), Property("group", Shape.Group),
                new("algorithm", new PropertyValue.Text(algorithm.ToString())),
            ]),
        ],
    };

    public override string ToString() =>
        $"{Name}: {Features}, {Side(Shape.Batch, Shape.Inputs, Shape.InputHeight, Shape.InputWidth)} → "
        + $"{Side(Shape.Batch, Shape.Outputs, Shape.OutputHeight, Shape.OutputWidth)}, {Units.Count(Shape.Macs)} MACs";

    private static string Side(params int[] sizes) => Units.Shape(sizes);

    private static LayerProperty Property(string name, params int[] values) => new(name, Integers(values));

    private static PropertyValue.Integers Integers(IEnumerable<int> values) => new(values.Select(value => (long)value).ToEquatableArray());
}
