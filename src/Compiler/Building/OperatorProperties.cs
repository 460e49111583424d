using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Compiler.Building;

/// <summary>Writes the properties of operators that layers are made of.</summary>
internal static class OperatorProperties
{
    public static LayerProperty Of(string name, IEnumerable<int> values) =>
        new(name, new PropertyValue.Integers(values.Select(value => (long)value).ToEquatableArray()));

    public static LayerProperty Of(string name, int value) => Of(name, [value]);

    public static LayerProperty Of(string name, IEnumerable<float> values) =>
        new(name, new PropertyValue.Numbers(values.Select(value => (double)value).ToEquatableArray()));

    public static LayerProperty Of(string name, double value) =>
        new(name, new PropertyValue.Numbers(new[] { value }.ToEquatableArray()));

    public static LayerProperty Of(string name, bool value) => new(name, new PropertyValue.Flag(value));

    public static LayerProperty Of(string name, Enum member) => new(name, new PropertyValue.Text(member.ToString()));

    public static LayerProperty Of(string name, string member) => new(name, new PropertyValue.Text(member));
}
