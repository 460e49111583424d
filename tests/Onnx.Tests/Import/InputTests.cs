using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Tests.Models;

namespace ModelCompiler.Tests.Import;

/// <summary>Dimensions get numbers, and inputs that determine shapes get values.</summary>
public class InputTests
{
    [Fact]
    public void A_batch_is_one_unless_it_is_said_to_be_another()
    {
        Assert.Equal([1, 3], ShapeOf("x", Import(null, Onnx.Symbolic("x", "batch", "3"))));
        Assert.Equal([1, 3], ShapeOf("x", Import(null, Onnx.Symbolic("x", "", "3"))));
        Assert.Equal([4, 3], ShapeOf("x", Import(Dimensions(("batch", 4)), Onnx.Symbolic("x", "batch", "3"))));
        Assert.Equal([4, 3], ShapeOf("x", Import(Dimensions(("x[0]", 4)), Onnx.Symbolic("x", "", "3"))));
    }

    [Fact]
    public void Equal_symbols_are_equal()
    {
        var import = Import(Dimensions(("w", 5)), Onnx.Symbolic("x", "n", "w"), Onnx.Symbolic("z", "w", "n"));
        Assert.Equal([1, 5], ShapeOf("x", import));
        Assert.Equal([5, 1], ShapeOf("z", import));
    }

    [Fact]
    public void An_open_dimension_is_a_mistake_that_names_all() => Assert.Equal(
        "MC0452: Dimensions of the inputs are not known: 'height' of 'x', 'width' of 'x', 'z[1]' of 'z'; give each a number, as in "
        + "<CompiledModel Include=\"net.onnx\" Dimensions=\"height=224;width=224;z[1]=224\" />",
        Import(new ImportOptions { Name = "net" }, Onnx.Symbolic("x", "n", "height", "width"), Onnx.Symbolic("z", "n", "")).Mistake());

    [Fact]
    public void A_dimension_that_does_not_exist_is_a_mistake()
    {
        Assert.Equal(
            "MC0453: No input has a dimension 'hight'; did you mean 'height'?",
            Import(Dimensions(("height", 2), ("hight", 3)), Onnx.Symbolic("x", "n", "height")).Mistake());
        Assert.Equal(
            "MC0453: No input has a dimension 'n'; all dimensions of the inputs are numbers in the file, and to change one, such as a batch, "
            + "export the model with a name for it",
            Import(Dimensions(("n", 3)), Onnx.Symbolic("x", "2")).Mistake());
    }

    [Fact]
    public void What_cannot_be_an_input_is_a_mistake()
    {
        var unshaped = Onnx.Value("x", Onnx.Float);
        unshaped.Type.TensorType.Shape = null;
        Assert.Equal(
            "MC0456: The input 'x' does not say how many dimensions it has; export the model with the shapes of its inputs",
            Import(null, unshaped).Mistake());
        Assert.Equal(
            "MC0456: The input 'x' is of type uint16, which is supported in constants only", Import(null, Onnx.Value("x", Onnx.UInt16, 1)).Mistake());
        Assert.Equal(
            "MC0456: The input 'x' has 9 dimensions, but tensors have at most 8",
            Import(null, Onnx.Value("x", Onnx.Float, 1, 1, 1, 1, 1, 1, 1, 1, 1)).Mistake());
        Assert.Equal(
            "MC0456: The input 'x' has the shape [1, 268435457], but tensors have at most 268435456 elements",
            Import(null, Onnx.Value("x", Onnx.Float, 1, 268435457)).Mistake());
    }

    [Fact]
    public void An_input_that_shapes_follow_from_must_be_bound()
    {
        Assert.Equal(
            "MC0454: Shapes follow from the input 'shape', which is 'shape' of node 0 (Reshape), so its value must be known when the model is "
            + "compiled; bind it, as in <CompiledModel Include=\"net.onnx\" Bind=\"shape=1,2\" />",
            Importing.Of(Reshape(), new ImportOptions { Name = "net" }).Mistake());

        var bound = Importing.Of(Reshape(), new ImportOptions { Bindings = Values(("shape", [2, 1])) });
        Assert.Equal("x = Input()\ny = Reshape(x)", bound.Layers());
        Assert.Equal(["shape"], bound.Good().BoundInputs);
    }

    [Fact]
    public void An_input_that_the_shape_is_computed_from_must_be_bound()
    {
        var graph = Onnx.Graph(Onnx.Node("Add", "twice", "shape", "shape"), Onnx.Node("Reshape", "y", "x", "twice"))
            .WithInputs(Onnx.Value("x", Onnx.Float, 4), Onnx.Value("shape", Onnx.Int64, 1));
        Assert.StartsWith("MC0454: Shapes follow from the input 'shape'", Importing.Of(graph).Mistake());
        Importing.Of(graph, new ImportOptions { Bindings = Values(("shape", [2])) }).Good();
    }

    [Fact]
    public void What_is_computed_from_data_cannot_be_bound()
    {
        var graph = Onnx.Graph(
                Onnx.Node("ArgMax", "i", "x").With(Onnx.Attribute("axis", 1), Onnx.Attribute("keepdims", 0)), Onnx.Node("Reshape", "y", "x", "i"))
            .WithInputs(Onnx.Value("x", Onnx.Float, 4, 4));
        Assert.Equal(
            "MC0451: node 1 (Reshape) needs 'shape' to be constant, since shapes follow from it, but it is computed at run time",
            Importing.Of(graph).Mistake());
    }

    [Fact]
    public void Offers_are_taken_only_where_shapes_follow_from_them()
    {
        var offers = Values(("shape", [2, 1]), ("x", [7, 8]));
        offers["x"] = new OnnxTensor("x", OnnxElementType.Float32, [2], new byte[8]);
        var import = Importing.Of(Reshape(), new ImportOptions { Offers = offers });

        Assert.Equal(["shape"], import.Good().BoundInputs);
        Assert.Equal("x = Input()\ny = Reshape(x)", import.Layers());
    }

    [Fact]
    public void Offers_give_dimensions_unless_somebody_says_another()
    {
        var offers = new Dictionary<string, OnnxTensor> { ["x"] = new OnnxTensor("x", OnnxElementType.Float32, [3, 7], new byte[84]) };
        Assert.Equal([3, 7], ShapeOf("x", Import(new ImportOptions { Offers = offers }, Onnx.Symbolic("x", "n", "w"))));
        Assert.Equal([3, 9], ShapeOf("x", Import(Dimensions(("w", 9)) with { Offers = offers }, Onnx.Symbolic("x", "n", "w"))));
    }

    [Fact]
    public void A_binding_that_does_not_fit_is_a_mistake()
    {
        Assert.Equal(
            "MC0455: The input 'shapes' cannot be bound: the model has no such input; did you mean 'shape'?",
            Importing.Of(Reshape(), new ImportOptions { Bindings = Values(("shape", [2, 1]), ("shapes", [1])) }).Mistake());
        Assert.Equal(
            "MC0455: The input 'shape' cannot be bound: the value is int64[3], but the input is int64[2]",
            Importing.Of(Reshape(), new ImportOptions { Bindings = Values(("shape", [2, 1, 1])) }).Mistake());
    }

    private static GraphProto Reshape() => Onnx.Graph(Onnx.Node("Reshape", "y", "x", "shape"))
        .WithInputs(Onnx.Value("x", Onnx.Float, 2), Onnx.Value("shape", Onnx.Int64, 2));

    private static Importing Import(ImportOptions? options, params ValueInfoProto[] inputs) =>
        Importing.Of(Onnx.Graph(Onnx.Node("Relu", "y", "x")).WithInputs(inputs), options);

    private static ImportOptions Dimensions(params (string Name, long Value)[] dimensions) =>
        new() { Dimensions = dimensions.ToDictionary(pair => pair.Name, pair => pair.Value) };

    private static Dictionary<string, OnnxTensor> Values(params (string Name, long[] Values)[] inputs) => inputs.ToDictionary(
        input => input.Name,
        input => new OnnxTensor(input.Name, OnnxElementType.Int64, [input.Values.Length], input.Values.SelectMany(BitConverter.GetBytes).ToArray()));

    private static IEnumerable<long> ShapeOf(string input, Importing import) =>
        Assert.IsType<PropertyValue.Integers>(import.Good().Definition.Layers.Single(layer => layer.Name == input).Properties[0].Value).Values;
}
