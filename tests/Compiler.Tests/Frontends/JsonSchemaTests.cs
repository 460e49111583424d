using System.Text.Json;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Frontends.Json;

namespace ModelCompiler.Tests.Frontends;

public class JsonSchemaTests
{
    [Fact]
    public void The_published_schema_follows_the_catalogue() =>
        CommittedText.AssertUpToDate("model.schema.json", JsonSchemaPrinter.Print());

    [Fact]
    public void The_schema_knows_the_properties_that_the_reader_knows()
    {
        using var schema = JsonDocument.Parse(JsonSchemaPrinter.Print());
        Assert.Equal(JsonModelReader.Properties.Order(), Names(schema.RootElement.GetProperty("properties")));
        foreach (var layer in LayerCatalog.Layers)
        {
            var known = JsonLayerReader.CommonProperties.Where(name => name != "from" || layer.MaximumInputs > 0)
                .Concat(layer.Properties.Select(property => property.Name));
            var definition = schema.RootElement.GetProperty("definitions").GetProperty(layer.Kind);
            Assert.Equal(known.Order(), Names(definition.GetProperty("properties")));
            Assert.False(definition.GetProperty("additionalProperties").GetBoolean());
        }
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name).Order();
}
