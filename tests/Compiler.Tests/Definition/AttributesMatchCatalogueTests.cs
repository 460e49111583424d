using System.Globalization;
using System.Reflection;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Tests.Definition;

/// <summary>
/// The attributes are written by hand, for the sake of their documentation; here they are held to the catalogue.
/// </summary>
public class AttributesMatchCatalogueTests
{
    private static readonly Dictionary<string, Type> Attributes = typeof(LayerAttribute).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract)
        .ToDictionary(type => type.Name[..^"Attribute".Length]);

    public static TheoryData<string> Kinds => [.. LayerCatalog.Layers.Select(layer => layer.Kind)];

    [Fact]
    public void Every_kind_has_an_attribute_and_vice_versa() =>
        Assert.Equal(LayerCatalog.Layers.Select(layer => layer.Kind).Order(), Attributes.Keys.Order());

    [Theory, MemberData(nameof(Kinds))]
    public void Every_property_has_an_attribute_property_of_its_type(string kind)
    {
        foreach (var property in LayerCatalog.Find(kind)!.Properties)
        {
            var member = Attributes[kind].GetProperty(Pascal(property.Name));
            Assert.True(member is not null, $"{kind}Attribute lacks {Pascal(property.Name)}");
            Assert.Equal(ExpectedType(property, member.PropertyType), member.PropertyType);
            if (member.PropertyType.IsEnum)
                Assert.Equal(property.Members, Enum.GetNames(member.PropertyType));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Every_attribute_property_belongs_to_the_catalogue(string kind)
    {
        var layer = LayerCatalog.Find(kind)!;
        foreach (var member in Attributes[kind].GetProperties().Where(member => member.DeclaringType != typeof(Attribute)))
        {
            var isCommon = member.Name is "Name" or "From" || (member.Name == "Inputs" && layer.MaximumInputs > 1);
            Assert.True(isCommon || layer.FindArgument(Camel(member.Name)) is not null, $"{kind}Attribute.{member.Name}");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Constructor_parameters_are_the_required_properties(string kind)
    {
        var layer = LayerCatalog.Find(kind)!;
        var required = layer.Properties.Where(property => property.IsRequired).Select(property => property.Name).ToHashSet();
        foreach (var constructor in Attributes[kind].GetConstructors())
        {
            var parameters = constructor.GetParameters().Select(parameter => parameter.Name!).Where(name => name != "inputs");
            Assert.Equal(required, parameters.Select(name => layer.FindArgument(name)!.Name).ToHashSet());
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Only_layers_that_join_take_inputs(string kind)
    {
        var takesInputs = Attributes[kind].GetProperty("Inputs") is not null;
        Assert.Equal(LayerCatalog.Find(kind)!.MaximumInputs > 1, takesInputs);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Shorthands_are_integers_and_stand_beside_their_list(string kind)
    {
        foreach (var property in LayerCatalog.Find(kind)!.Properties)
        {
            if (property.Shorthand is null || Attributes[kind].GetProperty(Pascal(property.Shorthand)) is not { } member)
                continue;
            Assert.Equal(typeof(int), member.PropertyType);
            Assert.True(property.AllowsScalar);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Defaults_are_those_of_the_catalogue(string kind)
    {
        var attribute = Create(Attributes[kind]);
        foreach (var property in LayerCatalog.Find(kind)!.Properties)
        {
            var value = attribute.GetType().GetProperty(Pascal(property.Name))!.GetValue(attribute);
            if (property.Type == PropertyType.Flag)
                Assert.Equal(bool.Parse(property.Default!), value);
            else if (property.Type == PropertyType.Enumeration)
                Assert.Equal(property.Default, value!.ToString());
            else if (value is int or double && double.TryParse(property.Default, CultureInfo.InvariantCulture, out var number))
                Assert.Equal(number, Convert.ToDouble(value, CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void All_layer_attributes_may_repeat_and_stand_on_classes_only()
    {
        foreach (var usage in Attributes.Values.Select(type => type.GetCustomAttribute<AttributeUsageAttribute>(inherit: true)!))
        {
            Assert.True(usage.AllowMultiple);
            Assert.Equal(AttributeTargets.Class, usage.ValidOn);
        }
    }

    [Fact]
    public void Find_argument_knows_shorthands_and_parts()
    {
        var conv = LayerCatalog.Find("Conv2D")!;
        Assert.Equal("strides", conv.FindArgument("stride")?.Name);
        Assert.Equal("kernel", conv.FindArgument("kernelWidth")?.Name);
        Assert.Equal("filters", conv.FindArgument("filters")?.Name);
        Assert.Null(conv.FindArgument("units"));
    }

    private static Type ExpectedType(PropertySchema property, Type actual) => property.Type switch
    {
        PropertyType.Integer => typeof(int),
        PropertyType.Integers => typeof(int[]),
        PropertyType.Number => typeof(double),
        PropertyType.Numbers => typeof(double[]),
        PropertyType.Flag => typeof(bool),
        PropertyType.Enumeration when actual.IsEnum => actual,
        _ => typeof(string),
    };

    private static object Create(Type type)
    {
        var constructor = type.GetConstructors()[0];
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => AnyValue(parameter.ParameterType))]);
    }

    private static object AnyValue(Type type) => type == typeof(int) ? 1 : Array.CreateInstance(type.GetElementType()!, 0);

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
