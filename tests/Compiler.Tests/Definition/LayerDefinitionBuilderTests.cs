using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Tests.Definition;

public class LayerDefinitionBuilderTests
{
    private static readonly LayerSchema Conv = LayerCatalog.Find("Conv2D")!;

    private readonly DiagnosticBag _diagnostics = new();

    [Fact]
    public void Properties_come_in_the_catalogues_order_whatever_order_they_are_written_in()
    {
        var layer = Build(("bias", new PropertyValue.Flag(false)), ("kernel", Integer(3)), ("filters", Integer(8)));
        Assert.Equal(["filters", "kernel", "bias"], layer.Properties.Select(property => property.Name));
        Assert.Empty(_diagnostics.Diagnostics);
    }

    [Fact]
    public void Missing_required_properties_are_reported_on_the_layer()
    {
        Build(("filters", Integer(8)));
        var diagnostic = Assert.Single(_diagnostics.Diagnostics);
        Assert.Equal("MC0254: Conv2D needs 'kernel': Size of the window: one number, or height and width.", diagnostic.ToString());
        Assert.Equal(new DiagnosticTarget(2), diagnostic.Target);
    }

    [Fact]
    public void A_bad_value_is_left_out_and_not_reported_as_missing_too()
    {
        var layer = Build(("filters", Integer(8)), ("kernel", Integer(0)));
        Assert.Equal(["filters"], layer.Properties.Select(property => property.Name));
        Assert.Equal("MC0250", Assert.Single(_diagnostics.Diagnostics).Id);
    }

    [Fact]
    public void A_list_and_its_shorthand_exclude_each_other()
    {
        var builder = new LayerDefinitionBuilder(LayerCatalog.Find("MaxPool2D")!, 2, _diagnostics);
        var strides = LayerCatalog.Find("MaxPool2D")!.Find("strides")!;
        builder.Set(LayerCatalog.Find("MaxPool2D")!.Find("kernel")!, Integer(2));
        builder.Set(strides, Integer(2), "stride");
        builder.Set(strides, Integer(3));
        Assert.Equal(Integer(2), builder.Build().Properties[1].Value);
        Assert.Equal("MC0255: MaxPool2D: 'strides' is given twice, as 'stride' and as 'strides'; keep one",
            Assert.Single(_diagnostics.Diagnostics).ToString());
    }

    private LayerDefinition Build(params (string Name, PropertyValue Value)[] properties)
    {
        var builder = new LayerDefinitionBuilder(Conv, 2, _diagnostics);
        foreach (var (name, value) in properties)
            builder.Set(Conv.Find(name)!, value);
        return builder.Build();
    }

    private static PropertyValue.Integers Integer(long value) => new([value]);
}
