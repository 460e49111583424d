using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>
/// The receptive field of every value of a graph, in the order of its nodes. With several inputs it is the union of the fields in each. An
/// operator that is not named here may mix all positions, and is taken to.
/// </summary>
internal sealed class ReceptiveFields
{
    private readonly Dictionary<Value, ReceptiveField> _fields = [];

    private ReceptiveFields()
    {
    }

    public ReceptiveField this[Value value] => _fields[value];

    public static ReceptiveFields Of(Graph graph)
    {
        var fields = new ReceptiveFields();
        foreach (var input in graph.Inputs)
            fields._fields[input] = ReceptiveField.Point(Math.Max(0, input.Shape.Rank - 2));
        foreach (var node in graph.Nodes)
            foreach (var output in node.Outputs)
                fields._fields[output] = fields.Of(node);
        return fields;
    }

    private ReceptiveField Of(Node node)
    {
        var x = _fields.TryGetValue(node.Inputs[0]!, out var field) ? field : null;
        return node.Op switch
        {
            Conv conv => WithResidual(node, Behind(
                x, node.Inputs[1]!.Shape.Dimensions.Skip(2), conv.Strides, conv.Pads, conv.Dilations)),
            MaxPool pool => Behind(x, pool.Kernel, pool.Strides, pool.Pads, pool.Dilations),
            AveragePool pool => Behind(x, pool.Kernel, pool.Strides, pool.Pads, EquatableArray.Repeat(1, pool.Kernel.Count)),
            Pad pad => Behind(x, Ones(pad), Ones(pad), pad.Pads.Skip(2), Ones(pad)),
            Reshape => KeepsPlaces(node) ? x! : ReceptiveField.Whole,
            Concat concat => concat.Axis == 1 ? UnionOf(node) : ReceptiveField.Whole,
            Softmax softmax => softmax.Axis == 1 ? x! : ReceptiveField.Whole,
            Activate or BatchNormalization or Lrn or Identity or StackSamples or Add or Mul => UnionOf(node),
            _ => ReceptiveField.Whole,
        };
    }

    private static ReceptiveField Behind(
        ReceptiveField? x, IEnumerable<int> kernel, EquatableArray<int> strides, IEnumerable<int> pads, EquatableArray<int> dilations) =>
        x?.Behind([.. kernel], strides, [.. pads], dilations) ?? ReceptiveField.Whole;

    private static EquatableArray<int> Ones(Pad pad) => EquatableArray.Repeat(1, Math.Max(0, (pad.Pads.Count / 2) - 2));

    private ReceptiveField WithResidual(Node node, ReceptiveField field) =>
        node.Input(3) is { } residual && _fields.TryGetValue(residual, out var other) ? field.Union(other) : field;

    /// <summary>Of all operands that are computed; constants come from nowhere.</summary>
    private ReceptiveField UnionOf(Node node)
    {
        var operands = node.Inputs.Where(value => value is { IsConstant: false }).Select(value => _fields[value!]).ToList();
        return operands.Count == 0 ? ReceptiveField.Whole : operands.Aggregate((a, b) => a.Union(b));
    }

    /// <summary>Whether rows and columns stay what they are, or no later layer can ask for them: behind Flatten there are only vectors.</summary>
    private static bool KeepsPlaces(Node node)
    {
        var (from, to) = (node.Inputs[0]!.Shape, node.Output.Shape);
        return to.Rank <= 2 || from.Dimensions.Skip(2).SequenceEqual(to.Dimensions.Skip(2));
    }
}
