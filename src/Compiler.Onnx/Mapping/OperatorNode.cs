using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>A node as a mapping sees it: its inputs with their types, its attributes, and the layers that it becomes.</summary>
internal sealed class OperatorNode(OnnxNode node, int opset, IReadOnlyList<Operand?> inputs, ImportSession session)
{
    private readonly Operand?[] _results = new Operand?[node.Outputs.Count];

    public string Operator => node.OpType;

    /// <summary>The version of the operators that the model was written for.</summary>
    public int Opset => opset;

    /// <summary>Number of inputs, absent ones included.</summary>
    public int InputCount => inputs.Count;

    public int OutputCount => node.Outputs.Count;

    /// <summary>What the node was given as results, in order.</summary>
    public IReadOnlyList<Operand?> Results => _results;

    public bool Has(int input) => Optional(input) is not null;

    /// <exception cref="MappingException">It is absent.</exception>
    public Operand Input(int index) => Optional(index) ?? throw new MappingException($"needs an input {index}, which is not given");

    public Operand? Optional(int index) => index < inputs.Count ? inputs[index] : null;

    /// <summary>All inputs; absent ones are null.</summary>
    public IReadOnlyList<Operand?> Inputs => inputs;

    /// <summary>Whether the result of that number is read by anybody.</summary>
    public bool IsRead(int output) => output < node.Outputs.Count && node.Outputs[output].Length > 0;

    /// <summary>The elements of an input that determines shapes or the like: they must be known.</summary>
    /// <param name="name">What ONNX calls the input, for the message.</param>
    /// <exception cref="MappingException">It is computed at run time, or not of integers.</exception>
    /// <exception cref="UnboundInputException">It follows from inputs of the model.</exception>
    public long[]? KnownIntegers(int input, string name) => Known(input, name) is { } data
        ? data.Type.Element == ElementType.Float32 ? throw new MappingException($"takes integers as '{name}'") : data.Integers
        : null;

    /// <summary>The elements of an input of floats that must be known; null if it is absent.</summary>
    /// <exception cref="MappingException">It is computed at run time, or not of floats.</exception>
    /// <exception cref="UnboundInputException">It follows from inputs of the model.</exception>
    public float[]? KnownFloats(int input, string name) => Known(input, name) is { } data
        ? data.Type.Element != ElementType.Float32 ? throw new MappingException($"takes floats as '{name}'") : data.Floats
        : null;

    public bool HasAttribute(string name) => node.Attribute(name) is not null;

    public long Integer(string name, long fallback) => node.Attribute(name) switch
    {
        null => fallback,
        OnnxAttribute.Int attribute => attribute.Value,
        _ => throw WrongAttribute(name, "an integer"),
    };

    /// <summary>The attribute; null if it is not given.</summary>
    public long[]? Integers(string name) => node.Attribute(name) switch
    {
        null => null,
        OnnxAttribute.Ints attribute => [.. attribute.Values],
        OnnxAttribute.Int attribute => [attribute.Value],
        _ => throw WrongAttribute(name, "a list of integers"),
    };

    public float Float(string name, float fallback) => node.Attribute(name) switch
    {
        null => fallback,
        OnnxAttribute.Float attribute => attribute.Value,
        _ => throw WrongAttribute(name, "a float"),
    };

    /// <summary>The attribute; null if it is not given.</summary>
    public float[]? Floats(string name) => node.Attribute(name) switch
    {
        null => null,
        OnnxAttribute.Floats attribute => [.. attribute.Values],
        _ => throw WrongAttribute(name, "a list of floats"),
    };

    public string Text(string name, string fallback) => node.Attribute(name) switch
    {
        null => fallback,
        OnnxAttribute.String attribute => attribute.Value.ToString(),
        _ => throw WrongAttribute(name, "a text"),
    };

    /// <summary>The attribute; null if it is not given.</summary>
    public string[]? Texts(string name) => node.Attribute(name) switch
    {
        null => null,
        OnnxAttribute.Strings attribute => [.. attribute.Values.Select(text => text.ToString())],
        _ => throw WrongAttribute(name, "a list of texts"),
    };

    /// <summary>The attribute; null if it is not given.</summary>
    public OnnxTensor? Tensor(string name) => node.Attribute(name) switch
    {
        null => null,
        OnnxAttribute.Tensor attribute => attribute.Value,
        _ => throw WrongAttribute(name, "a tensor"),
    };

    /// <summary>Whether an operand is a constant that the file holds as bfloat16.</summary>
    public bool IsBFloat16(Operand operand) =>
        operand.Known is { } data && session.Sources.TryGetValue(data, out var tensor) && tensor.ElementType == OnnxElementType.BFloat16;

    /// <summary>A constant.</summary>
    public Operand Constant(TensorData data) => session.Constant(data);

    /// <summary>A constant whose elements are numbers of bfloat16, which are kept in two bytes.</summary>
    public Operand ShortConstant(TensorData data, string name) => session.ShortConstant(data, name);

    /// <summary>A constant that has a name of its own.</summary>
    public Operand Constant(TensorData data, string name) => session.Constant(data, name);

    /// <summary>An axis counted from the front; ONNX counts negative ones from the end.</summary>
    /// <exception cref="MappingException">There is no such axis.</exception>
    public static int Axis(long axis, int rank) => axis >= -rank && axis < rank
        ? (int)(axis < 0 ? axis + rank : axis)
        : throw new MappingException($"has the axis {axis}, but the tensor has {rank} axes");

    /// <summary>Adds a layer, or computes its value at once if all that it reads is known.</summary>
    /// <param name="kind">The operator's kind without the prefix <c>onnx.</c>.</param>
    /// <param name="from">What it reads; null for an operand that is absent.</param>
    /// <param name="properties">
    /// Each a long, long[], int, int[], float, float[], bool, or string, under its name in the catalogue; null to leave it out.
    /// </param>
    /// <exception cref="MisfitException">The operands do not fit, which is reported.</exception>
    public Operand Add(string kind, IReadOnlyList<Operand?> from, params (string Name, object? Value)[] properties) =>
        session.Add(kind, from, properties, node);

    /// <summary>Gives the node a result.</summary>
    public void Return(int output, Operand value)
    {
        if (output < _results.Length)
            _results[output] = value;
    }

    /// <summary>Gives the node its only result.</summary>
    public void Return(Operand value) => Return(0, value);

    private TensorData? Known(int input, string name)
    {
        if (Optional(input) is not { } operand)
            return null;
        return operand.Known ?? throw session.NotConstant(operand, name);
    }

    private static MappingException WrongAttribute(string name, string expected) =>
        new($"takes {expected} as its attribute '{name}'");
}
