using Google.Protobuf;
using Google.Protobuf.Collections;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Onnx.Protobuf;
using Kind = ModelCompiler.Compiler.Onnx.Protobuf.AttributeProto.Types.AttributeType;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>Reads the attributes of nodes.</summary>
/// <param name="scope">What the graphs in attributes can read.</param>
internal sealed class AttributeReader(ReadContext context, TensorReader tensors, GraphScope scope)
{
    /// <summary>The attributes; one that is wrong is reported and left out.</summary>
    public EquatableArray<OnnxAttribute> Read(RepeatedField<AttributeProto> attributes, OnnxPlace node)
    {
        if (attributes.Count == 0)
            return EquatableArray<OnnxAttribute>.Empty;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var read = new List<OnnxAttribute>(attributes.Count);
        foreach (var attribute in attributes)
        {
            var place = new OnnxPlace("attribute", attribute.Name, Around: node);
            if (!names.Add(attribute.Name))
                context.Report(Mistake.AttributeTwice, place);
            else if (Read(attribute, place) is { } value)
                read.Add(value);
        }

        return read.ToEquatableArray();
    }

    private OnnxAttribute? Read(AttributeProto attribute, OnnxPlace place)
    {
        var name = attribute.Name;
        return KindOf(attribute) switch
        {
            _ when attribute.RefAttrName.Length > 0 => Refuse(place, "a reference to an attribute of a function"),
            Kind.Float => new OnnxAttribute.Float(name, attribute.F),
            Kind.Int => new OnnxAttribute.Int(name, attribute.I),
            Kind.String => new OnnxAttribute.String(name, Text(attribute.S)),
            Kind.Tensor when attribute.T is { } tensor =>
                tensors.Read(tensor, place) is { } value ? new OnnxAttribute.Tensor(name, value) : null,
            Kind.Graph when attribute.G is { } graph => new OnnxAttribute.Graph(name, ReadGraph(graph, place)),
            Kind.Floats => new OnnxAttribute.Floats(name, attribute.Floats.ToEquatableArray()),
            Kind.Ints => new OnnxAttribute.Ints(name, attribute.Ints.ToEquatableArray()),
            Kind.Strings => new OnnxAttribute.Strings(name, attribute.Strings.Select(Text).ToEquatableArray()),
            Kind.Tensors => new OnnxAttribute.Tensors(
                name, attribute.Tensors.Select(tensor => tensors.Read(tensor, place)).OfType<OnnxTensor>().ToEquatableArray()),
            Kind.Graphs => new OnnxAttribute.Graphs(name, attribute.Graphs.Select(graph => ReadGraph(graph, place)).ToEquatableArray()),
            var kind => Refuse(place, TextOf(kind)),
        };
    }

    /// <summary>The kind that a file of the first version leaves to be guessed from the field that is there.</summary>
    private static Kind KindOf(AttributeProto attribute) => attribute switch
    {
        { Type: not Kind.Undefined } => attribute.Type,
        { HasF: true } => Kind.Float,
        { HasI: true } => Kind.Int,
        { HasS: true } => Kind.String,
        { T: not null } => Kind.Tensor,
        { G: not null } => Kind.Graph,
        { Floats.Count: > 0 } => Kind.Floats,
        { Ints.Count: > 0 } => Kind.Ints,
        { Strings.Count: > 0 } => Kind.Strings,
        { Tensors.Count: > 0 } => Kind.Tensors,
        { Graphs.Count: > 0 } => Kind.Graphs,
        _ => Kind.Undefined,
    };

    private OnnxAttribute? Refuse(OnnxPlace place, string what)
    {
        context.Report(Mistake.AttributeUnsupported, place, what);
        return null;
    }

    private OnnxGraph ReadGraph(GraphProto graph, OnnxPlace place) =>
        new GraphReader(context, graph, place, new GraphScope(scope)).Read();

    private static OnnxString Text(ByteString text) => new(text.ToEquatableArray());

    private static string TextOf(Kind kind) => kind switch
    {
        Kind.Undefined => "without a type and a value",
        Kind.Tensor or Kind.Graph => $"a {kind.ToString().ToLowerInvariant()} without a value",
        Kind.SparseTensor or Kind.SparseTensors => "a sparse tensor",
        Kind.TypeProto or Kind.TypeProtos => "a type",
        _ => $"of the unknown type {(int)kind}",
    };
}
