using System.Text;
using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Onnx;

/// <summary>An attribute of a node; each kind is a record of its own.</summary>
internal abstract record OnnxAttribute(string Name)
{
    internal sealed record Float(string Name, float Value) : OnnxAttribute(Name);

    internal sealed record Int(string Name, long Value) : OnnxAttribute(Name);

    internal sealed record String(string Name, OnnxString Value) : OnnxAttribute(Name);

    internal sealed record Tensor(string Name, OnnxTensor Value) : OnnxAttribute(Name);

    internal sealed record Graph(string Name, OnnxGraph Value) : OnnxAttribute(Name);

    internal sealed record Floats(string Name, EquatableArray<float> Values) : OnnxAttribute(Name);

    internal sealed record Ints(string Name, EquatableArray<long> Values) : OnnxAttribute(Name);

    internal sealed record Strings(string Name, EquatableArray<OnnxString> Values) : OnnxAttribute(Name);

    internal sealed record Tensors(string Name, EquatableArray<OnnxTensor> Values) : OnnxAttribute(Name);

    internal sealed record Graphs(string Name, EquatableArray<OnnxGraph> Values) : OnnxAttribute(Name);

    /// <summary>The graphs that the attribute holds: one, several, or mostly none.</summary>
    public IEnumerable<OnnxGraph> Subgraphs => this switch
    {
        Graph graph => [graph.Value],
        Graphs graphs => graphs.Values,
        _ => [],
    };
}

/// <summary>A string of ONNX: bytes, which by convention are UTF-8.</summary>
internal readonly record struct OnnxString(EquatableArray<byte> Bytes)
{
    /// <summary>The text; a byte that is no UTF-8 becomes the replacement character.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Bytes.AsSpan());
}
