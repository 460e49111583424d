using System.Globalization;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Testing.Models;

/// <summary>
/// Layers of a definition as front ends write them. Arguments named as in the catalogue become properties; null leaves a property
/// out, so that its default holds.
/// </summary>
internal static class Layer
{
    public static LayerDefinition Input(params int[] shape) => Of("Input").With("shape", shape);

    public static LayerDefinition Conv2D(
        int filters, int kernel, int? strides = null, int? pads = null, string? autoPad = null, int? dilations = null,
        int? group = null, bool? bias = null, string? activation = null, string? algorithm = null) =>
        Of("Conv2D").With("filters", filters).With("kernel", kernel).With("strides", strides).With("pads", pads)
            .With("autoPad", autoPad).With("dilations", dilations).With("group", group).With("bias", bias)
            .With("activation", activation).With("algorithm", algorithm);

    public static LayerDefinition DepthwiseConv2D(
        int kernel, int? multiplier = null, int? strides = null, int? pads = null, string? autoPad = null,
        int? dilations = null, bool? bias = null, string? activation = null) =>
        Of("DepthwiseConv2D").With("kernel", kernel).With("multiplier", multiplier).With("strides", strides)
            .With("pads", pads).With("autoPad", autoPad).With("dilations", dilations).With("bias", bias)
            .With("activation", activation);

    public static LayerDefinition SeparableConv2D(
        int filters, int kernel, int? multiplier = null, int? strides = null, int? pads = null, string? autoPad = null,
        int? dilations = null, bool? bias = null, string? activation = null) =>
        DepthwiseConv2D(kernel, multiplier, strides, pads, autoPad, dilations, bias, activation)
            .With("filters", filters) with { Kind = "SeparableConv2D" };

    public static LayerDefinition Dense(int units, bool? bias = null, string? activation = null) =>
        Of("Dense").With("units", units).With("bias", bias).With("activation", activation);

    public static LayerDefinition MaxPool2D(
        int kernel, int? strides = null, int? pads = null, string? autoPad = null, int? dilations = null, bool? ceilMode = null) =>
        Of("MaxPool2D").With("kernel", kernel).With("strides", strides).With("pads", pads).With("autoPad", autoPad)
            .With("dilations", dilations).With("ceilMode", ceilMode);

    public static LayerDefinition AveragePool2D(
        int kernel, int? strides = null, int? pads = null, string? autoPad = null, bool? ceilMode = null,
        bool? countIncludePad = null) =>
        Of("AveragePool2D").With("kernel", kernel).With("strides", strides).With("pads", pads).With("autoPad", autoPad)
            .With("ceilMode", ceilMode).With("countIncludePad", countIncludePad);

    public static LayerDefinition GlobalAveragePool() => Of("GlobalAveragePool");

    public static LayerDefinition GlobalMaxPool() => Of("GlobalMaxPool");

    public static LayerDefinition BatchNormalization(double? epsilon = null, string? activation = null) =>
        Of("BatchNormalization").With("epsilon", epsilon).With("activation", activation);

    public static LayerDefinition LocalResponseNormalization(
        int size, double? alpha = null, double? beta = null, double? bias = null) =>
        Of("LocalResponseNormalization").With("size", size).With("alpha", alpha).With("beta", beta).With("bias", bias);

    public static LayerDefinition Flatten() => Of("Flatten");

    public static LayerDefinition Reshape(params int[] shape) => Of("Reshape").With("shape", shape);

    public static LayerDefinition ZeroPad2D(params int[] pads) => Of("ZeroPad2D").With("pads", pads);

    public static LayerDefinition Dropout(double? rate = null) => Of("Dropout").With("rate", rate);

    public static LayerDefinition Add(params IEnumerable<string> from) => Of("Add").From(from);

    public static LayerDefinition Multiply(params IEnumerable<string> from) => Of("Multiply").From(from);

    public static LayerDefinition Concat(params IEnumerable<string> from) => Of("Concat").From(from);

    public static LayerDefinition Softmax(int? axis = null) => Of("Softmax").With("axis", axis);

    /// <summary>A layer of any kind without properties, such as ReLU.</summary>
    public static LayerDefinition Of(string kind) => new(kind, null, [], []);

    public static LayerDefinition Named(this LayerDefinition layer, string name) => layer with { Name = name };

    public static LayerDefinition From(this LayerDefinition layer, params IEnumerable<string> names) =>
        layer with { From = names.ToEquatableArray() };

    /// <summary>Sets a property; null leaves the layer as it is.</summary>
    public static LayerDefinition With(this LayerDefinition layer, string property, object? value) =>
        value is null ? layer : layer.Set(property, ToValue(value));

    /// <summary>Leaves a property out.</summary>
    public static LayerDefinition Without(this LayerDefinition layer, string property) =>
        layer with { Properties = layer.Properties.Where(p => p.Name != property).ToEquatableArray() };

    private static PropertyValue ToValue(object value) => value switch
    {
        bool flag => new PropertyValue.Flag(flag),
        string text => new PropertyValue.Text(text),
        int[] integers => new PropertyValue.Integers(integers.Select(integer => (long)integer).ToEquatableArray()),
        double[] numbers => new PropertyValue.Numbers(numbers.ToEquatableArray()),
        double number => new PropertyValue.Numbers([number]),
        _ => new PropertyValue.Integers([Convert.ToInt64(value, CultureInfo.InvariantCulture)]),
    };

    private static LayerDefinition Set(this LayerDefinition layer, string property, PropertyValue value) =>
        layer with
        {
            Properties = layer.Properties.Where(p => p.Name != property)
                .Append(new LayerProperty(property, value)).ToEquatableArray(),
        };
}
