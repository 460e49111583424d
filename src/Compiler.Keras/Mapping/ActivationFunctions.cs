using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.Keras.Import;
using ModelCompiler.Compiler.Keras.Reading;

namespace ModelCompiler.Compiler.Keras.Mapping;

/// <summary>The function that an option <c>activation</c> names.</summary>
/// <param name="Name">As in Keras.</param>
/// <param name="Fused">What layers with an activation of their own call it; null if they have none such.</param>
/// <param name="Operator">The operator of ONNX; null where it is computed otherwise.</param>
/// <param name="Parameters">Of the operator and, with α and β, of the fused function.</param>
internal sealed record ActivationFunction(
    string Name, string? Fused, string? Operator, params (string Name, object? Value)[] Parameters)
{
    /// <summary>The option that has a layer in the place of a name; null for a function with a name.</summary>
    public string? LayerOption { get; init; }
}

/// <summary>The activation functions that Keras has names for.</summary>
internal static class ActivationFunctions
{
    private static readonly ActivationFunction[] Shared =
    [
        new("linear", "None", null),
        new("relu", "ReLU", "Relu"),
        new("relu6", "ReLU6", null),
        new("sigmoid", "Sigmoid", "Sigmoid"),
        new("tanh", "Tanh", "Tanh"),
        new("elu", "ELU", "Elu", ("alpha", 1.0)),
        new("selu", null, "Selu", ("alpha", 1.6732632423543772), ("gamma", 1.0507009873554805)),
        new("celu", null, "Celu", ("alpha", 1.0)),
        new("softplus", null, "Softplus"),
        new("softsign", null, "Softsign"),
        new("softmax", null, null),
        new("log_softmax", null, null),
        new("swish", "SiLU", "Swish"),
        new("silu", "SiLU", "Swish"),
        new("mish", null, "Mish"),
        new("gelu", null, "Gelu"),
        new("exponential", null, "Exp"),
        new("leaky_relu", "LeakyReLU", "LeakyRelu", ("alpha", 0.2)),
        new("hard_silu", "HardSwish", "HardSwish"),
        new("hard_swish", "HardSwish", "HardSwish"),
        new("hard_tanh", null, null),
        new("soft_shrink", null, "Shrink", ("lambd", 0.5), ("bias", 0.5)),
        new("hard_shrink", null, "Shrink", ("lambd", 0.5), ("bias", 0.0)),
    ];

    private static readonly Dictionary<KerasVersion, Dictionary<string, ActivationFunction>> ByVersion =
        new[] { (KerasVersion.Two, 0.2), (KerasVersion.Three, 1.0 / 6) }.ToDictionary(
            entry => entry.Item1,
            entry => Shared.Append(new("hard_sigmoid", "HardSigmoid", "HardSigmoid", ("alpha", entry.Item2), ("beta", 0.5)))
                .ToDictionary(function => function.Name, StringComparer.Ordinal));

    /// <summary>Layers that may stand where a function does: those that have no weights.</summary>
    private static readonly HashSet<string> Layers = new(StringComparer.Ordinal) { "ReLU", "LeakyReLU", "ELU", "ThresholdedReLU", "Softmax" };

    /// <summary>All names, for messages and the docs.</summary>
    public static IEnumerable<string> Names => ByVersion[KerasVersion.Two].Keys.Order(StringComparer.Ordinal);

    /// <summary>The function that an option names.</summary>
    /// <exception cref="KerasMistakeException">There is no such function.</exception>
    public static ActivationFunction Activation(this LayerCall layer, string option, string fallback = "linear")
    {
        var place = layer.Options.Find(option);
        if (place?.TryFind("class_name")?.Node is JsonString { Value: var className } && Layers.Contains(className))
            return new(className, null, null) { LayerOption = option };
        // Newer files write functions as objects; TensorFlow.js writes names of its own for some.
        var name = place?.Node switch
        {
            null => fallback,
            JsonString text => text.Value,
            _ => (place.TryFind("config") ?? place.TryFind("class_name"))?.Node is JsonString text ? text.Value : "",
        };
        return ByVersion[layer.Version].GetValueOrDefault(name)
            ?? throw layer.Options.Unsupported(option, string.Join(", ", Names));
    }

    /// <summary>What a layer with an activation of its own is given; empty if the function has to follow it.</summary>
    public static (string Name, object? Value)[] AsProperties(this ActivationFunction function) => function.Fused switch
    {
        null or "None" => [],
        var fused => [("activation", fused), .. function.Parameters],
    };

    /// <summary>The function of a layer's result, unless the layer itself was given it.</summary>
    public static KerasTensor FollowedBy(this LayerCall layer, KerasTensor result, ActivationFunction function) =>
        function.Fused is null ? layer.Apply(function, result) : result;

    /// <summary>A function of every element.</summary>
    public static KerasTensor Apply(this LayerCall layer, ActivationFunction function, KerasTensor tensor) => function.Name switch
    {
        _ when function.LayerOption is { } option => layer.Inner(option, "activation", null, tensor).Map()[0],
        "linear" => tensor,
        "softmax" => layer.Softmax(tensor, tensor.Rank - 1),
        "log_softmax" => layer.LogSoftmax(tensor),
        "relu6" => tensor.With(layer.AddStep("relu6", "ReLU6", [tensor.Wire])),
        "hard_tanh" => tensor.With(layer.Clip(tensor.Wire, -1, 1)),
        _ when function.Fused is { } own => tensor.With(layer.AddStep(function.Name, own, [tensor.Wire], function.Parameters)),
        _ => tensor.With(layer.Operator(function.Name, function.Operator!, [tensor.Wire], function.Parameters)),
    };

    /// <summary>Softmax along an axis of Keras.</summary>
    public static KerasTensor Softmax(this LayerCall layer, KerasTensor tensor, int axis) =>
        tensor.With(layer.AddStep("softmax", "Softmax", [tensor.Wire], ("axis", tensor.PhysicalAxis(axis))));

    /// <summary>min(max(x, minimum), maximum).</summary>
    public static Wire Clip(this LayerCall layer, Wire x, double minimum, double maximum) => layer.Operator(
        "clip", "Clip", [x, layer.Number("minimum", minimum), layer.Number("maximum", maximum)]);

    private static KerasTensor LogSoftmax(this LayerCall layer, KerasTensor tensor) => tensor.With(layer.Operator(
        "log_softmax", "LogSoftmax", [tensor.Wire], ("axis", tensor.PhysicalAxis(tensor.Rank - 1))));
}
