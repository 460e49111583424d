using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests.Import;

/// <summary>Layers, inputs and outputs have the names of values in the file.</summary>
public class NameTests
{
    [Fact]
    public void Layers_have_the_names_of_values() => Assert.Equal(
        """
        x = Input()
        a = Relu(x)
        y = Add(a, x)
        """,
        Importing.Of(Onnx.Graph(Onnx.Node("Relu", "a", "x"), Onnx.Node("Add", "y", "a", "x"))).Layers(), ignoreLineEndingDifferences: true);

    [Fact]
    public void A_step_to_a_value_is_numbered()
    {
        // Two layers: x·x and the sum, of which the last has the value's name.
        var graph = Onnx.Graph(Onnx.Node("Mean", "y", "x", "x", "x"));
        var names = Importing.Of(graph).Good().Definition.Layers.Select(layer => layer.Name!).ToList();

        Assert.Equal("x", names[0]);
        Assert.Equal("y", names[^1]);
        Assert.All(names[1..^1], name => Assert.Matches("^(y::[0-9]+|constant)$", name));
    }

    [Fact]
    public void An_output_that_is_an_input_or_another_output_or_constant_is_copied() => Assert.Equal(
        """
        x = Input()
        y = Relu(x)
        z = Identity(y)
        w::1 = Constant()
        w = Identity(w::1)
        """,
        Importing.Of(Onnx.Graph(Onnx.Node("Relu", "y", "x"), Onnx.Node("Identity", "z", "y")).WithOutputs("y", "z", "w")
            .WithInitializers(Onnx.Floats("w", 1, 2))).Layers(), ignoreLineEndingDifferences: true);

    [Fact]
    public void Outputs_keep_the_order_of_the_file()
    {
        var graph = Onnx.Graph(Onnx.Node("Relu", "a", "x"), Onnx.Node("Abs", "b", "x")).WithOutputs("b", "a");
        Assert.Equal(["b", "a"], Importing.Of(graph).Good().Definition.Outputs);
    }

    [Fact]
    public void An_input_that_is_an_output_gives_a_copy()
    {
        var model = Importing.Of(Onnx.Graph().WithOutputs("x")).Good();
        Assert.Equal(["x::1"], model.Definition.Outputs);
        Assert.Equal("onnx.Identity", model.Definition.Layers[^1].Kind);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\t\n")]
    public void A_blank_name_is_replaced(string name)
    {
        var graph = Onnx.Graph(Onnx.Node("Relu", name, "x"), Onnx.Node("Abs", "y", name));
        Assert.Equal("value::1", Importing.Of(graph).Good().Definition.Layers[1].Name);
    }

    [Fact]
    public void Very_long_names_are_cut_and_stay_different()
    {
        var stem = new string('n', 1000);
        var graph = Onnx.Graph(Onnx.Node("Relu", stem + "1", "x"), Onnx.Node("Abs", stem + "2", stem + "1"), Onnx.Node("Abs", "y", stem + "2"));
        var names = Importing.Of(graph).Good().Definition.Layers.Select(layer => layer.Name!).ToList();

        Assert.Equal(4, names.Distinct().Count());
        Assert.All(names, name => Assert.InRange(name.Length, 1, 510));
    }

    [Fact]
    public void Names_that_look_like_steps_do_not_collide()
    {
        var graph = Onnx.Graph(Onnx.Node("Mean", "m", "x", "x"), Onnx.Node("Relu", "m::1", "m"), Onnx.Node("Add", "y", "m::1", "m"));
        var names = Importing.Of(graph).Good().Definition.Layers.Select(layer => layer.Name!).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Contains("m::1", names);
    }

    [Fact]
    public void Inputs_are_those_of_the_file_read_or_not()
    {
        var graph = Onnx.Graph(Onnx.Node("Relu", "y", "x"))
            .WithInputs(Onnx.Value("unread", Onnx.Int64, 3), Onnx.Value("x", Onnx.Float, 2), Onnx.Value("w", Onnx.Float, 2))
            .WithInitializers(Onnx.Floats("w", 1, 2));
        var inputs = Importing.Of(graph).Good().Definition.Layers.Where(layer => layer.Kind == "onnx.Input").ToList();

        Assert.Equal(["unread", "x"], inputs.Select(input => input.Name!));
        Assert.Equal(new PropertyValue.Text(nameof(ElementType.Int64)), inputs[0].Properties[1].Value);
    }
}
