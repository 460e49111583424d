using System.Text.RegularExpressions;
using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Tests.Definition;

public class LayerCatalogTests
{
    [Fact]
    public void Finds_kinds_by_their_exact_name()
    {
        Assert.Equal("Conv2D", LayerCatalog.Find("Conv2D")?.Kind);
        Assert.Null(LayerCatalog.Find("conv2d"));
        Assert.Null(LayerCatalog.Find(""));
    }

    [Fact]
    public void Default_names_are_lower_case_and_unique_but_for_the_number_of_axes()
    {
        var names = LayerCatalog.Layers.Select(layer => (layer.DefaultName, Family: Regex.Replace(layer.Kind, "[123]D$", ""))).Distinct()
            .Select(layer => layer.DefaultName).ToList();
        Assert.Equal(names.Distinct(), names);
        Assert.All(names, name => Assert.Matches("^[a-z][a-z0-9]*$", name));
    }

    [Fact]
    public void Property_names_are_camel_case_and_none_is_a_common_one()
    {
        foreach (var layer in LayerCatalog.Layers)
        {
            Assert.Equal(layer.Properties.Count, layer.Properties.Select(property => property.Name).Distinct().Count());
            Assert.All(layer.Properties, property => Assert.Matches("^[a-z][a-zA-Z]*$", property.Name));
            Assert.DoesNotContain(layer.Properties, property => property.Name is "type" or "name" or "from");
        }
    }

    [Fact]
    public void Every_optional_property_states_its_default_and_no_required_one_does() =>
        Assert.All(LayerCatalog.Layers.SelectMany(layer => layer.Properties),
            property => Assert.NotEqual(property.IsRequired, property.Default is not null));

    [Fact]
    public void Enumerations_have_members_and_nothing_else_has() =>
        Assert.All(LayerCatalog.Layers.SelectMany(layer => layer.Properties),
            property => Assert.Equal(property.Type == PropertyType.Enumeration, property.Members.Count > 0));
}
