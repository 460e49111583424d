using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.Keras.Import;
using ModelCompiler.Compiler.Keras.Reading;
using ModelCompiler.Compiler.Keras.Weights;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Keras;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>One application of a layer as a mapping sees it: its options, what it reads, and the layers that it becomes.</summary>
/// <param name="path">The names of the models around the layer, outermost first, and of the layer.</param>
/// <param name="owner">What the owner of the layer's weights within the path begins with, where a wrapper has several; null for any.</param>
internal sealed class LayerCall(
    KerasNode node, KerasCall call, IReadOnlyList<(KerasTensor Tensor, string? Argument)> inputs, IReadOnlyList<string> path,
    string name, string? owner, ImportContext context)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public KerasNode Node => node;

    /// <summary>The name of the layer in the definition, under which its weights are found.</summary>
    public string Name => name;

    public LayerOptions Options { get; } = new(node);

    public KerasVersion Version => context.Version;

    /// <summary>All that the layer reads, in order.</summary>
    public IReadOnlyList<KerasTensor> Inputs { get; } = [.. inputs.Select(input => input.Tensor)];

    /// <summary>The only thing that the layer reads.</summary>
    /// <exception cref="KerasMistakeException">It reads several things, or none.</exception>
    public KerasTensor Input => Inputs is [var only] ? only : throw Misfit($"it reads {Inputs.Count} values, but takes one");

    /// <summary>What is passed under a name, or at a position among what has no name; null if nothing is.</summary>
    public KerasTensor? Argument(string argument, int position)
    {
        var named = inputs.FirstOrDefault(input => input.Argument == argument).Tensor;
        return named ?? inputs.Where(input => input.Argument is null).Select(input => input.Tensor).ElementAtOrDefault(position);
    }

    /// <summary>A truth value that is passed under a name.</summary>
    public bool Flag(string argument)
    {
        _asked.Add(argument);
        return call.Arguments.GetValueOrDefault(argument)?.Node is JsonBoolean { Value: true };
    }

    /// <inheritdoc cref="DefinitionDraft.KeepsState"/>
    public bool KeepsState(bool isStateful) => context.Draft.KeepsState(isStateful);

    /// <summary>The layer that a wrapper applies, with the weights of the wrapper.</summary>
    /// <param name="option">The option that has the layer.</param>
    /// <param name="part">Names the layer in the definition.</param>
    /// <param name="weights">What the owner of its weights begins with; null for any.</param>
    public LayerCall Inner(string option, string part, string? weights, params KerasTensor[] read)
    {
        var place = Options.Get(option, "a layer");
        var className = place.Get("class_name", "the layer's class").Text();
        var config = place.Get("config", "the layer's options");
        var inner = new KerasNode(className, config.TryFind("name")?.Text() ?? node.Name, config, place, [], null);
        return new LayerCall(
            inner, KerasCall.None, [.. read.Select(tensor => (tensor, (string?)null))], path, StepName(part), weights, context);
    }

    /// <summary>Maps the layer, and reports what it is given and does not ask for.</summary>
    /// <exception cref="KerasMistakeException">The layer is not supported, or not with these options or inputs.</exception>
    public IReadOnlyList<KerasTensor> Map()
    {
        if (!LayerMappings.All.TryGetValue(node.ClassName, out var mapping))
            throw new KerasMistakeException(
                Mistake.LayerUnsupported, node.Place.TryFind("class_name") ?? node.Place, node.Label, node.Place.Where,
                NearestName.Find(node.ClassName, LayerMappings.All.Keys) is { } nearest ? $"; did you mean '{nearest}'?" : "");
        try
        {
            var results = mapping.Map(this);
            Options.CheckAllAsked();
            CheckArguments();
            return results;
        }
        catch (OverflowException)
        {
            throw Misfit("its sizes are too large");
        }
    }

    /// <summary>Adds the layer's only or last layer under its name.</summary>
    public Wire Add(string kind, IReadOnlyList<Wire> from, params (string Name, object? Value)[] properties) =>
        context.Draft.Add(node, kind, name, from, properties);

    /// <summary>Adds a layer for a step on the way: <c>name::step</c>.</summary>
    public Wire AddStep(string step, string kind, IReadOnlyList<Wire> from, params (string Name, object? Value)[] properties) =>
        context.Draft.Add(node, kind, StepName(step), from, properties);

    /// <summary>Adds an operator of ONNX for a step on the way.</summary>
    public Wire Operator(string step, string kind, IReadOnlyList<Wire> from, params (string Name, object? Value)[] properties) =>
        AddStep(step, LayerSchema.OperatorPrefix + kind, from, properties);

    /// <summary>A constant of which the definition holds the numbers.</summary>
    public Wire Numbers(string step, double[] values, params long[] shape) =>
        Operator(step, "Constant", [], ("shape", shape), ("values", values));

    /// <summary>A single number.</summary>
    public Wire Number(string step, double value) => Numbers(step, [value]);

    /// <summary>A constant of the weight file.</summary>
    public Wire Constant(string step, LayerTensor tensor)
    {
        var wire = Operator(step, "Constant", [], ("shape", Array.ConvertAll(tensor.Shape, size => (long)size)));
        if (HasWeights)
            context.Draft.AddWeight(wire.Layer, "", tensor);
        return wire;
    }

    /// <summary>Puts a tensor of the layer into the weight file.</summary>
    /// <param name="part">What follows the layer's name in that of the tensor: <c>.weight</c>.</param>
    public void AddWeight(string part, LayerTensor tensor)
    {
        if (HasWeights)
            context.Draft.AddWeight(name, part, tensor);
    }

    /// <summary>A weight of the layer, in the order of Keras; without elements where the model has no weights.</summary>
    public LayerTensor Weight(string variable, params int[] shape) => WeightOf([variable], null, shape);

    /// <summary>A weight of the layer.</summary>
    /// <param name="variables">What the weight may be called.</param>
    /// <param name="inner">What the owner of the weight within the layer begins with; null for any.</param>
    public LayerTensor WeightOf(string[] variables, string? inner, params int[] shape) =>
        context.Weights?.Find(node.Label, node.Place, path, variables, inner ?? owner, shape)
        ?? new LayerTensor(Compiler.Weights.StoredFormat.F32, shape, null);

    /// <summary>Whether the file came with weights.</summary>
    public bool HasWeights => context.Weights is not null;

    /// <summary>The mistake that the layer and what it reads do not go together.</summary>
    public KerasMistakeException Misfit(string why) => new(Mistake.LayerMisfit, node.Place, node.Label, node.Place.Where, why);

    private void CheckArguments()
    {
        foreach (var (argument, value) in call.Arguments)
            if (!_asked.Contains(argument) && value.Node is not (JsonNull or JsonBoolean { Value: false }))
                throw new KerasMistakeException(Mistake.OptionUnknown, value, node.Label, value.Where, value.Describe());
        if (call.Constants is [var constant, ..])
            throw new KerasMistakeException(
                Mistake.OptionUnsupported, constant, node.Label, constant.Where, constant.Describe(), "a result of another layer");
    }

    private string StepName(string step) => context.Draft.TakeName($"{name}::{step}");
}

/// <summary>What all layers of an import share.</summary>
/// <param name="Weights">Null if the model comes without weights.</param>
internal sealed record ImportContext(DefinitionDraft Draft, WeightStore? Weights, KerasVersion Version);
