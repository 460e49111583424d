using ModelCompiler.Compiler.Expressions;

namespace ModelCompiler.Compiler.IR;

/// <summary>
/// A network between definition and plan: nodes in topological order over single-assignment values. Passes rewrite it in
/// place; the verifier checks it after every pass.
/// </summary>
internal sealed class Graph(string name)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _nextValue;

    public string Name { get; } = name;

    public List<Value> Inputs { get; } = [];

    public List<Value> Outputs { get; } = [];

    /// <summary>In topological order: a node stands behind the producers of its inputs.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>A name for a node that no other has: the one given, or else with a number behind it.</summary>
    public string TakeName(string name)
    {
        var unique = name;
        for (var i = 2; !_names.Add(unique); i++)
            unique = FormattableString.Invariant($"{name}.{i}");
        return unique;
    }

    public Value NewValue(string name, TensorType type) => new(_nextValue++, name, type);

    public Value NewInput(string name, TensorType type, InputFormat? format) => new(_nextValue++, name, type) { Format = format };

    public Value NewConstant(
        string name, Weights.WeightExpression expression, ElementType element = ElementType.Float32) =>
        new(_nextValue++, name, new TensorType(element, expression.Shape)) { Constant = expression };

    /// <summary>A constant whose elements are known.</summary>
    public Value NewConstant(string name, TensorData data) => new(_nextValue++, name, data.Type)
    {
        Constant = data.Type.Element == ElementType.Float32
            ? new Weights.LiteralTensor(new(data.Floats), data.Shape)
            : new Weights.LiteralIntegers(new(data.Integers), data.Shape),
        Known = data,
    };

    /// <summary>The nodes that read a value, in graph order; a node that reads it twice is listed once.</summary>
    public IEnumerable<Node> ConsumersOf(Value value) => Nodes.Where(node => node.Inputs.Contains(value));

    /// <summary>Whether exactly one node reads the value and it is no output of the model.</summary>
    public bool HasSingleConsumer(Value value) => !Outputs.Contains(value) && ConsumersOf(value).Take(2).Count() == 1;

    /// <summary>Makes every reader of <paramref name="old"/>, and the outputs, read <paramref name="replacement"/>.</summary>
    public void ReplaceUses(Value old, Value replacement)
    {
        foreach (var node in Nodes)
            for (var i = 0; i < node.Inputs.Count; i++)
                if (node.Inputs[i] == old)
                    node.Inputs[i] = replacement;
        for (var i = 0; i < Outputs.Count; i++)
            if (Outputs[i] == old)
                Outputs[i] = replacement;
    }
}

/// <summary>An operation with its operands. Absent optional operands are null, as in ONNX.</summary>
internal sealed class Node(string name, Op op, IEnumerable<Value?> inputs)
{
    /// <summary>The layer's name, unique in the graph.</summary>
    public string Name { get; } = name;

    public Op Op { get; set; } = op;

    public List<Value?> Inputs { get; } = [.. inputs];

    public List<Value> Outputs { get; } = [];

    /// <summary>Index of the layer in the definition that this node comes from, for diagnostics; −1 if none.</summary>
    public int Layer { get; init; } = -1;

    public Value Output => Outputs[0];

    /// <summary>The operand at a position, or null where it is absent.</summary>
    public Value? Input(int index) => index < Inputs.Count ? Inputs[index] : null;

    public override string ToString() => $"{Name}: {Op}";
}

/// <summary>A tensor in the graph: produced by a node, an input of the model, or a constant.</summary>
internal sealed class Value(int id, string name, TensorType type)
{
    public int Id { get; } = id;

    public string Name { get; } = name;

    public TensorType Type { get; set; } = type;

    public TensorShape Shape => Type.Shape;

    /// <summary>The node that computes this value; null for inputs and constants.</summary>
    public Node? Producer { get; set; }

    /// <summary>The expression over stored weights that gives this value; null if it is not constant.</summary>
    public Weights.WeightExpression? Constant { get; init; }

    public bool IsConstant => Constant is not null;

    /// <summary>Bytes of an element in the weights that a kernel for one sample reads.</summary>
    public int WeightBytes => Constant is { IsShort: true } ? sizeof(ushort) : sizeof(float);

    /// <summary>The elements, if they are known at compile time; null for values that are computed or stored in weights.</summary>
    public TensorData? Known { get; init; }

    /// <summary>How the caller passes this input; null for a channels-first float tensor and for values that are no input.</summary>
    public InputFormat? Format { get; init; }

    public override string ToString() => $"%{Id} {Name} {Type}";
}
