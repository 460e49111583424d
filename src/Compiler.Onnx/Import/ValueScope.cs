using ModelCompiler.Compiler.Onnx.Mapping;

namespace ModelCompiler.Compiler.Onnx.Import;

/// <summary>The values of a graph that are imported so far, and those of the graphs around it.</summary>
internal sealed class ValueScope(OnnxGraph graph, ValueScope? outer, ImportSession session, MistakeList mistakes)
{
    private readonly Dictionary<string, OnnxTensor> _initializers =
        graph.Initializers.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);

    private readonly Dictionary<string, Operand?> _values = new(StringComparer.Ordinal);

    /// <param name="value">Null if it could not be imported.</param>
    public void Define(string name, Operand? value) => _values[name] = value;

    /// <summary>The value of that name; null if it could not be imported, which is reported.</summary>
    public Operand? Find(string name)
    {
        if (_values.TryGetValue(name, out var value))
            return value;
        if (!_initializers.TryGetValue(name, out var tensor))
            return outer?.Find(name);
        return _values[name] = Decode(tensor);
    }

    /// <summary>A constant of the file, decoded when it is read first.</summary>
    private Operand? Decode(OnnxTensor tensor)
    {
        try
        {
            return session.Constant(tensor);
        }
        catch (Exception exception) when (exception is MappingException or OnnxTensorException)
        {
            mistakes.Report(NodeMistakes.Of(new OnnxPlace("initializer", tensor.Name), exception));
            return null;
        }
    }
}
