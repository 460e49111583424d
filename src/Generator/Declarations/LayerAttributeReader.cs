using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Generator.Declarations;

/// <summary>Reads one layer attribute by the layer catalogue: there is no code per kind of layer.</summary>
internal static class LayerAttributeReader
{
    public static LayerDefinition Read(
        AttributeData attribute, LayerSchema schema, int layer, DiagnosticBag diagnostics)
    {
        var builder = new LayerDefinitionBuilder(schema, layer, diagnostics);
        var parts = new List<(PropertySchema Property, PropertyValue.Integers Value)>();
        foreach (var (name, value) in AttributeArguments.Of(attribute))
        {
            if (TrySetConnection(builder, schema, layer, name, value, diagnostics) || schema.FindArgument(name) is not { } property)
                continue;
            if (value.IsRefused())
                builder.SetUnreadable(property);
            else if (property.Parts.Contains(name) && ConstantConverter.Convert(property, value) is PropertyValue.Integers part)
                parts.Add((property, part));
            else
                builder.Set(property, ConstantConverter.Convert(property, value), name);
        }

        foreach (var whole in parts.GroupBy(part => part.Property, part => part.Value))
            builder.Set(whole.Key, new PropertyValue.Integers(whole.SelectMany(part => part.Values).ToEquatableArray()));
        return builder.Build();
    }

    public static void Locate(AttributeData attribute, AttributeSyntax syntax, LayerSchema schema, int layer, DeclarationLocations locations)
    {
        locations.Add(new DiagnosticTarget(layer), syntax.GetLocation());
        foreach (var (property, location) in AttributeArguments.Locate(attribute, syntax, name => PropertyName(schema, name)))
            locations.Add(new DiagnosticTarget(layer, property), location);
    }

    // Joins name what they read in their constructor, other layers in From.
    private static string PropertyName(LayerSchema schema, string argument) =>
        argument == "inputs" ? "from" : schema.FindArgument(argument)?.Name ?? argument;

    private static bool TrySetConnection(
        LayerDefinitionBuilder builder, LayerSchema schema, int layer, string name, TypedConstant value, DiagnosticBag diagnostics)
    {
        switch (name)
        {
            case "name":
                builder.Name = value.Value as string;
                return true;
            case "inputs":
                SetInputs(builder, schema, layer, value, diagnostics);
                return true;
            case "from" when value.Value is string source && builder.From.Count > 0:
                diagnostics.Report(
                    DiagnosticCatalog.PropertyGivenTwice, new DiagnosticTarget(layer, "from"), schema.Kind, "from", "inputs", "from");
                return true;
            case "from":
                builder.From = value.Value is string only ? [only] : [];
                return true;
            default:
                return false;
        }
    }

    private static void SetInputs(
        LayerDefinitionBuilder builder, LayerSchema schema, int layer, TypedConstant value, DiagnosticBag diagnostics)
    {
        if (value.IsRefused())
            return;
        if (ConstantConverter.ToTexts(value) is { } inputs)
            builder.From = inputs;
        else
            diagnostics.Report(DiagnosticCatalog.PropertyNull, new DiagnosticTarget(layer, "from"), schema.Kind, "inputs");
    }
}
