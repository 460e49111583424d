using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Shapes;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building;

/// <summary>What a layer's build function works with: its properties, its operands and the graph that it adds nodes to.</summary>
internal sealed class LayerContext(Graph graph, LayerReader reader, IReadOnlyList<Value> operands)
{
    public LayerReader Reader { get; } = reader;

    public IReadOnlyList<Value> Operands { get; } = operands;

    public Value Operand => Operands[0];

    public string Name => Reader.Name;

    /// <summary>Adds an input of the model.</summary>
    public Value AddInput(TensorType type, InputFormat? format)
    {
        var value = graph.NewInput(Name, type, format);
        graph.Inputs.Add(value);
        return value;
    }

    /// <summary>Whether the operand is an image [N, C, H, W]; reports it if not.</summary>
    public bool RequireImage()
    {
        if (Operand.Shape.Rank == 4)
            return true;
        Reader.Report(DiagnosticCatalog.ImageExpected, null, Operand.Name, Operand.Shape);
        return false;
    }

    /// <summary>A weight tensor under its PyTorch name; null if it is too large, which is reported.</summary>
    public Value? Weight(string name, WeightRole role, params long[] dimensions)
    {
        if (!SizeLimits.Allow(dimensions))
        {
            Reader.Report(
                DiagnosticCatalog.TensorTooLarge, null, name, $"[{string.Join(", ", dimensions)}]", SizeLimits.MaximumElements);
            return null;
        }
        var shape = new TensorShape(dimensions.Select(dimension => (int)dimension).ToEquatableArray());
        return graph.NewConstant(name, new StoredTensor(name, shape, role));
    }

    /// <summary>Adds the layer's only node.</summary>
    public Value? Append(Op op, params Value?[] inputs) => AppendPart(Name, op, inputs);

    /// <summary>Adds a node; null if its shapes do not work out, which is reported.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="outputName">The result's name: that of the layer if this is its last node; null for the node's name.</param>
    public Value? AppendPart(string name, Op op, Value?[] inputs, string? outputName = null)
    {
        var inferred = ShapeInference.Infer(op, [.. inputs.Select(input => input?.Type)]);
        if (inferred.Error is { } error)
            Reader.Report(error.Description, error.Property, [.. error.Arguments.Select(argument => Describe(argument, name, inputs))]);
        if (inferred.Type is not { } type)
            return null;
        var node = new Node(name, op, inputs) { Layer = Reader.Index };
        var output = graph.NewValue(outputName ?? name, type);
        output.Producer = node;
        node.Outputs.Add(output);
        graph.Nodes.Add(node);
        return output;
    }

    private object Describe(object argument, string result, Value?[] inputs) => argument switch
    {
        OperandReference reference when reference == OperandReference.Result => result,
        OperandReference reference => NameOf(inputs[reference.Index]!),
        _ => argument,
    };

    /// <summary>A layer's name; for a partial sum of this layer, the first layer of the sum.</summary>
    private string NameOf(Value value) => value.Producer?.Layer == Reader.Index ? Operand.Name : value.Name;
}
