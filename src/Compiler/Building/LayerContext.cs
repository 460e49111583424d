using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Shapes;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building;

/// <summary>What a layer's build function works with: its properties, its operands and the graph that it adds nodes to.</summary>
internal sealed class LayerContext(Graph graph, LayerReader reader, IReadOnlyList<Value?> operands, FoldingBudget folding)
{
    public LayerReader Reader { get; } = reader;

    /// <summary>The first dimension of inputs of which only one sample's shape is written.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>The operands; those of layers are all there.</summary>
    public IReadOnlyList<Value> Operands => operands!;

    public Value Operand => Operands[0];

    /// <summary>An operand of an operator; null if it is not given.</summary>
    public Value? Optional(int index) => index < operands.Count ? operands[index] : null;

    /// <summary>
    /// Whether all operands that are given are constant: then only what is a Compute or Reshape can be folded, and operators with
    /// a kernel of their own, which read computed values, cannot be used.
    /// </summary>
    public bool IsConstant => operands.All(operand => operand is null or { IsConstant: true });

    public string Name => Reader.Name;

    /// <summary>Adds an input of the model.</summary>
    public Value AddInput(TensorType type, InputFormat? format)
    {
        var value = graph.NewInput(Name, type, format);
        graph.Inputs.Add(value);
        return value;
    }

    /// <summary>Whether the operand is an image [N, C, H, W]; reports it if not.</summary>
    public bool RequireImage() => RequireSpatial(2);

    /// <summary>Whether the operand has channels and one of these numbers of spatial axes; reports it if not.</summary>
    public bool RequireSpatial(params int[] axes)
    {
        if (axes.Contains(Operand.Shape.Rank - 2))
            return true;
        var expected = axes switch
        {
            [1] => "a sequence of shape [N, C, L]",
            [2] => "an image of shape [N, C, H, W]",
            [3] => "a volume of shape [N, C, D, H, W]",
            _ => "a sequence [N, C, L], an image [N, C, H, W] or a volume [N, C, D, H, W]",
        };
        var lacksChannels = axes.Length == 1 && Operand.Shape.Rank == axes[0] + 1 && graph.Inputs.Contains(Operand);
        var correction = lacksChannels
            ? $"; say how many channels the Input has, such as {string.Join(", ", Operand.Shape.Dimensions.Skip(1).Prepend(1))} for one"
            : "";
        Reader.Report(DiagnosticCatalog.ImageExpected, null, expected, Operand.Name, Operand.Shape, correction);
        return false;
    }

    /// <summary>Adds what an operator of ONNX becomes, as a part of the layer; its mistakes are reported as the layer's.</summary>
    /// <param name="part">Null for the layer's last part.</param>
    /// <param name="name">The operator's name in ONNX.</param>
    public Value? AppendOperator(string? part, string name, IReadOnlyList<Value?> inputs, params LayerProperty[] properties)
    {
        var kind = LayerSchema.OperatorPrefix + name;
        var reader = Reader.ForPart(kind, PartName(part), properties);
        return LayerKinds.BuilderOf(kind)(new LayerContext(graph, reader, inputs, folding));
    }

    /// <summary>Adds what another kind of layer becomes, as a part with weights of its own; its mistakes are reported as the layer's.</summary>
    /// <param name="part">What follows the layer's name; null for the layer's last part, which has no weights.</param>
    public Value? AppendLayer(string? part, string kind, IReadOnlyList<Value?> inputs, params LayerProperty[] properties)
    {
        var reader = Reader.ForPart(kind, part is null ? Name : LayerParts.Of(Name, part), properties);
        return LayerKinds.BuilderOf(kind)(new LayerContext(graph, reader, inputs, folding) { Batch = Batch });
    }

    /// <summary>Whether the operand is a sequence of steps [N, L, F]; reports it if not.</summary>
    public bool RequireSteps() => Operands.All(operand => RequireSteps(operand));

    private bool RequireSteps(Value operand)
    {
        if (operand.Shape.Rank == 3)
            return true;
        Reader.Report(
            DiagnosticCatalog.ImageExpected, null, "a sequence of steps of shape [N, steps, features]", operand.Name, operand.Shape, "");
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
        if (Fold(op, inputs) is { } folded)
            return graph.NewConstant(outputName ?? name, folded);
        return AppendNode(name, op, inputs, outputName ?? name, type);
    }

    /// <summary>Adds a loop nest under the layer's name, or its value if all that it reads is known.</summary>
    /// <param name="body">Loads number <paramref name="inputs"/>.</param>
    public Value? AppendNest(string @operator, TensorType result, Expression body, params Value[] inputs) =>
        AppendNestPart(null, @operator, result, body, inputs);

    /// <summary>Adds a loop nest as a part of the layer, named <c>layer::part</c>; null for the layer's last.</summary>
    public Value? AppendNestPart(string? part, string @operator, TensorType result, Expression body, params Value[] inputs)
    {
        if (!SizeLimits.Allow(result.Shape.Dimensions.Select(dimension => (long)dimension)))
        {
            Reader.Report(DiagnosticCatalog.TensorTooLarge, null, Name, result.Shape, SizeLimits.MaximumElements);
            return null;
        }
        return AppendPart(PartName(part), new Compute(@operator, result, body), inputs);
    }

    /// <summary>The name of a part of the layer: <c>layer::part</c>.</summary>
    public string PartName(string? part) => part is null ? Name : Name + "::" + part;

    /// <summary>Adds a copy under the layer's name.</summary>
    public Value AppendCopy(Value value) => AppendCopyPart(null, value);

    /// <summary>Adds a copy, which is computed also where the value is constant.</summary>
    public Value AppendCopyPart(string? part, Value value)
    {
        var name = PartName(part);
        if (value is { IsConstant: false, Type.Element: ElementType.Float32 })
            return AppendNode(name, new Identity(), [value], name, value.Type);
        var body = Formula.Load(0, value.Type.Element, Formula.Indices(value.Shape.Rank));
        return AppendNode(name, new Compute(nameof(Identity), value.Type, body), [value], name, value.Type);
    }

    /// <summary>Adds a constant whose elements are known.</summary>
    public Value AddConstant(TensorData data, string? part = null) => graph.NewConstant(PartName(part), data);

    /// <summary>Adds a constant that follows from others.</summary>
    public Value AddConstant(WeightExpression expression, string part) => graph.NewConstant(PartName(part), expression);

    /// <summary>Adds a constant made of runs of weights; null if it is too large, which is reported.</summary>
    public Value? AddJoined(string part, TensorShape shape, IEnumerable<TensorRun> runs)
    {
        if (SizeLimits.Allow(shape.Dimensions.Select(dimension => (long)dimension)))
            return AddConstant(new JoinedTensor(runs.ToEquatableArray(), shape), part);
        Reader.Report(DiagnosticCatalog.TensorTooLarge, null, PartName(part), shape, SizeLimits.MaximumElements);
        return null;
    }

    /// <summary>Adds a constant of the weight file.</summary>
    public Value AddConstant(StoredTensor tensor) => graph.NewConstant(tensor.Name, tensor);

    /// <summary>Reports that the operands do not fit the operator; returns null for the builder to pass on.</summary>
    /// <param name="misfit">What was expected and what was found, as the rest of a sentence that begins with the layer.</param>
    public Value? Misfit(string misfit, string? property = null)
    {
        Reader.Report(DiagnosticCatalog.OperatorMisfit, property, misfit);
        return null;
    }

    private TensorData? Fold(Op op, Value?[] inputs)
    {
        if (op is not (Compute or Reshape) || !inputs.All(input => input is { IsConstant: true }))
            return null;
        var known = inputs.Select(input => input!.Known).ToList();
        if (known.Contains(null))
            return null;
        if (op is Reshape reshape)
            return known[0]!.Reshape(reshape.Shape);
        var compute = (Compute)op;
        try
        {
            return folding.Allows(compute) ? ExpressionEvaluator.Evaluate(compute.Result, compute.Body, known) : null;
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or DivideByZeroException)
        {
            return null; // it happens at run time instead, where the value may not even be asked for
        }
    }

    private Value AppendNode(string name, Op op, Value?[] inputs, string outputName, TensorType type)
    {
        var node = new Node(graph.TakeName(name), op, inputs) { Layer = Reader.Index };
        var output = graph.NewValue(outputName, type);
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
