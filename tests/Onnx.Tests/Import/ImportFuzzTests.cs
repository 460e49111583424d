using System.Diagnostics;
using Google.Protobuf;
using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Tests.Models;
using Kind = ModelCompiler.Compiler.Onnx.Protobuf.AttributeProto.Types.AttributeType;

namespace ModelCompiler.Tests.Import;

/// <summary>
/// Whatever a file says, the result is a model that can be built, or diagnostics, within seconds. <c>MODELCOMPILER_FUZZ_ROUNDS</c>
/// sets the number of rounds, and <c>MODELCOMPILER_FUZZ_MODELS</c> a folder of further .onnx files to mutate.
/// </summary>
public class ImportFuzzTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly long[] Numbers =
        [0, 1, -1, 2, 3, 7, 8, 9, 64, 1 << 20, 1 << 28, int.MaxValue, int.MinValue, 1L << 32, long.MaxValue, long.MinValue];

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("MODELCOMPILER_FUZZ_ROUNDS"), out var rounds) ? rounds : 150;

    [Fact]
    public void Changed_bytes_are_imported_or_diagnosed() => Run((random, bytes) =>
    {
        var changed = bytes.ToArray();
        for (var i = random.Next(1, 5); i > 0; i--)
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? changed[..random.Next(changed.Length)] : changed;
    });

    [Fact]
    public void Changed_messages_are_imported_or_diagnosed() => Run((random, bytes) =>
    {
        var model = ModelProto.Parser.ParseFrom(bytes);
        for (var i = random.Next(1, 4); i > 0; i--)
            Mutate(model.Graph, random);
        return model.ToByteArray();
    });

    private static void Run(Func<Random, byte[], byte[]> mutate)
    {
        var seeds = Seeds().ToList();
        for (var round = 0; round < Rounds; round++)
            for (var seed = 0; seed < seeds.Count; seed++)
                Import(mutate(new Random((round * 1000) + seed), seeds[seed]), $"model {seed}, round {round}");
    }

    private static void Import(byte[] bytes, string label)
    {
        var time = Stopwatch.StartNew();
        var diagnostics = new DiagnosticBag();
        try
        {
            if (OnnxReader.Read(bytes, NoExternalData.Instance, diagnostics) is { } model
                && OnnxImporter.Import(model, new ImportOptions(), diagnostics) is { } imported)
                Assert.NotNull(GraphBuilder.Build(imported.Definition, diagnostics));
            else
                Assert.True(diagnostics.HasErrors, label);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(label, exception);
        }

        Assert.True(time.Elapsed < Limit, $"{label} took {time.Elapsed}");
    }

    private static IEnumerable<byte[]> Seeds()
    {
        yield return SampleModel.Create().ToByteArray();
        yield return Onnx.Model(Network()).ToByteArray();
        yield return Onnx.Model(Shapes()).ToByteArray();
        if (Environment.GetEnvironmentVariable("MODELCOMPILER_FUZZ_MODELS") is { } folder)
            foreach (var file in Directory.EnumerateFiles(folder, "*.onnx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                yield return File.ReadAllBytes(file);
    }

    /// <summary>A convolution, normalised, pooled, flattened and multiplied.</summary>
    private static GraphProto Network() => Onnx.Graph(
            Onnx.Node("Conv", "c", "x", "w").With(List("pads", 1, 1, 1, 1), List("strides", 2, 2), Onnx.Attribute("group", 1)),
            Onnx.Node("BatchNormalization", "b", "c", "s", "s", "s", "s"),
            Onnx.Node("Relu", "r", "b"),
            Onnx.Node("MaxPool", "m", "r").With(List("kernel_shape", 2, 2), List("strides", 1, 2)),
            Onnx.Node("Flatten", "f", "m").With(Onnx.Attribute("axis", 1)),
            Onnx.Node("MatMul", "p", "f", "d"),
            Onnx.Node("Softmax", "y", "p").With(Onnx.Attribute("axis", -1)))
        .WithInputs(Onnx.Value("x", Onnx.Float, 1, 2, 8, 8))
        .WithInitializers(
            Filled("w", 3, 2, 3, 3), Onnx.Floats("s", 1, 2, 3), Filled("d", 18, 2));

    /// <summary>Arithmetic on shapes and what follows from it.</summary>
    private static GraphProto Shapes() => Onnx.Graph(
            Onnx.Node("Shape", "s", "x"), Onnx.Node("Gather", "n", "s", "one"), Onnx.Node("Concat", "t", "n", "two").With(Onnx.Attribute("axis", 0)),
            Onnx.Node("Reshape", "r", "x", "t"), Onnx.Node("Range", "i", "zero", "three", "one0"), Onnx.Node("Slice", "l", "r", "one", "two", "one"),
            Onnx.Node("Expand", "e", "l", "t"), Onnx.Node("Tile", "u", "e", "two2"), Onnx.Node("Pad", "d", "u", "four"),
            Onnx.Node("ConstantOfShape", "k", "two2"), Onnx.Node("ReduceSum", "v", "d", "one").With(Onnx.Attribute("keepdims", 1)),
            Onnx.Node("TopK", "o", "v", "one").With(Onnx.Attribute("axis", 0)), Onnx.Node("Cast", "c", "i").With(Onnx.Attribute("to", Onnx.Float)),
            Onnx.Node("Add", "y", "o", "c"))
        .WithInputs(Onnx.Value("x", Onnx.Float, 4, 6)).WithOutputs("y", "k", "o")
        .WithInitializers(
            Onnx.Integers("one", 1), Onnx.Integers("two", 4), Onnx.Integers("two2", 2, 1), Onnx.Integers("four", 1, 0, 0, 1),
            Scalar("zero", 0), Scalar("three", 3), Scalar("one0", 1));

    private static void Mutate(GraphProto graph, Random random)
    {
        var nodes = graph.Node;
        if (nodes.Count == 0)
            return;
        var node = nodes[random.Next(nodes.Count)];
        var attributes = nodes.SelectMany(one => one.Attribute).ToList();
        var tensors = graph.Initializer.Concat(attributes.Select(attribute => attribute.T).OfType<TensorProto>()).ToList();
        var shapes = graph.Input.Select(input => input.Type?.TensorType?.Shape).OfType<TensorShapeProto>().ToList();
        switch (random.Next(9))
        {
            case 0:
                nodes.Remove(node);
                break;
            case 1:
                node.OpType = nodes[random.Next(nodes.Count)].OpType;
                break;
            case 2 when node.Input.Count > 0:
                node.Input[random.Next(node.Input.Count)] = Name(graph, random);
                break;
            case 3:
                node.Input.Add(Name(graph, random));
                break;
            case 4 when attributes.Count > 0:
                Mutate(attributes[random.Next(attributes.Count)], random);
                break;
            case 5 when node.Attribute.Count > 0:
                node.Attribute.RemoveAt(random.Next(node.Attribute.Count));
                break;
            case 6 when tensors.Count > 0:
                Mutate(tensors[random.Next(tensors.Count)], random);
                break;
            case 7 when shapes.Count > 0:
                var shape = shapes[random.Next(shapes.Count)];
                if (random.Next(3) == 0 || shape.Dim.Count == 0)
                    shape.Dim.Add(new DimensionProto { DimValue = Numbers[random.Next(8)] });
                else
                    shape.Dim[random.Next(shape.Dim.Count)] = new DimensionProto { DimValue = Numbers[random.Next(Numbers.Length)] };
                break;
            case 8 when node.Output.Count > 0:
                graph.Output.Add(new ValueInfoProto { Name = node.Output[0] });
                break;
        }
    }

    private static string Name(GraphProto graph, Random random)
    {
        var names = graph.Node.SelectMany(node => node.Output).Concat(graph.Initializer.Select(tensor => tensor.Name))
            .Concat(graph.Input.Select(input => input.Name)).Append("").ToList();
        return names[random.Next(names.Count)];
    }

    private static void Mutate(AttributeProto attribute, Random random)
    {
        var number = Numbers[random.Next(Numbers.Length)];
        switch (attribute.Type)
        {
            case Kind.Int:
                attribute.I = number;
                break;
            case Kind.Float:
                attribute.F = random.Next(3) == 0 ? float.NaN : number;
                break;
            case Kind.Ints when attribute.Ints.Count > 0 && random.Next(3) > 0:
                attribute.Ints[random.Next(attribute.Ints.Count)] = number;
                break;
            case Kind.Ints:
                attribute.Ints.Add(number);
                break;
            case Kind.Floats:
                attribute.Floats.Add(number);
                break;
            case Kind.String:
                attribute.S = ByteString.CopyFromUtf8("none");
                break;
        }
    }

    private static void Mutate(TensorProto tensor, Random random)
    {
        if (tensor.Int64Data.Count > 0 && random.Next(3) > 0)
        {
            tensor.Int64Data[random.Next(tensor.Int64Data.Count)] = Numbers[random.Next(Numbers.Length)];
        }
        else if (tensor.Dims.Count > 0 && random.Next(2) == 0)
        {
            // The same elements in another shape, which other checks do not find.
            var count = tensor.Dims.Aggregate(1L, (product, dimension) => product * dimension);
            tensor.Dims.Clear();
            tensor.Dims.Add(random.Next(2) == 0 ? [count] : [1, count, 1]);
        }
        else
        {
            tensor.Dims.Add(Numbers[random.Next(8)]);
        }
    }

    private static AttributeProto List(string name, params long[] values) => new() { Name = name, Type = Kind.Ints, Ints = { values } };

    private static TensorProto Filled(string name, params long[] dimensions)
    {
        var tensor = Onnx.Tensor(name, Onnx.Float, dimensions);
        for (var i = dimensions.Aggregate((product, dimension) => product * dimension); i > 0; i--)
            tensor.FloatData.Add(i);
        return tensor;
    }

    private static TensorProto Scalar(string name, long value)
    {
        var tensor = Onnx.Tensor(name, Onnx.Int64);
        tensor.Int64Data.Add(value);
        return tensor;
    }
}
