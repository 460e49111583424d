using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building;

/// <summary>
/// Follows the steps of recurrent layers through a graph, to their sources and on, and finds the nodes that do not treat each step alike
/// and by itself.
/// </summary>
internal sealed class TimeAxes
{
    private readonly Graph _graph;
    private readonly Dictionary<Value, (int Axis, int Steps)> _axes = [];
    private readonly List<(Node Node, int Steps)> _mixing = [];

    private TimeAxes(Graph graph) => _graph = graph;

    /// <summary>The nodes that mix steps, with the number of those.</summary>
    public IReadOnlyList<(Node Node, int Steps)> Mixing => _mixing;

    public static TimeAxes Find(Graph graph)
    {
        var axes = new TimeAxes(graph);
        foreach (var node in graph.Nodes)
            if (node.Op is Recurrent { Form.Steps: > 1 and var steps })
                axes.FollowBack(node.Inputs[Recurrent.Inputs]!, 0, steps);
        foreach (var node in graph.Nodes)
            axes.FollowOn(node);
        return axes;
    }

    /// <summary>Marks a value, and all that its steps are computed from.</summary>
    private void FollowBack(Value value, int axis, int steps)
    {
        if (_axes.ContainsKey(value))
            return;
        _axes[value] = (axis, steps);
        if (value.Producer is not { } node || node.Op is Recurrent)
            return;
        for (var input = 0; input < node.Inputs.Count; input++)
        {
            if (node.Inputs[input] is not { } operand)
                continue;
            var source = StepSources.AxisOf(node, input, axis);
            if (source is { } found && (found == StepSources.Mixed || (operand.IsConstant && operand.Shape[found] > 1)))
                Report(node, steps);
            else if (source is { } next && !operand.IsConstant && operand.Shape[next] == steps)
                FollowBack(operand, next, steps);
        }
    }

    /// <summary>Marks the result of a node that reads steps; reports it if there are none in its result.</summary>
    private void FollowOn(Node node)
    {
        var steps = node.Inputs.Where(operand => operand is not null && _axes.ContainsKey(operand)).Select(operand => _axes[operand!].Steps)
            .DefaultIfEmpty(0).Max();
        if (node.Op is Recurrent { Form: var form })
        {
            // The last state stands for the whole piece: behind it there are no steps any more.
            if (form is { Kept.Sequence: true, Steps: > 1 })
                _axes[node.Output] = (form.IsTimeFirst ? 0 : 1, form.Steps);
            return;
        }

        // Behind the steps stand the last states.
        if (steps == 0 || Enumerable.Range(0, node.Inputs.Count).All(input => IsBehindSteps(node, input)))
            return;
        var isMarked = _axes.TryGetValue(node.Output, out var marked);
        foreach (var axis in Enumerable.Range(0, node.Output.Shape.Rank).Where(axis => isMarked ? axis == marked.Axis : node.Output.Shape[axis] == steps))
            if (Enumerable.Range(0, node.Inputs.Count).All(input => Agrees(node, input, axis)))
            {
                _axes[node.Output] = (axis, steps);
                return;
            }

        Report(node, steps);
    }

    private bool IsBehindSteps(Node node, int input) =>
        node.Inputs[input] is not { } operand || !_axes.TryGetValue(operand, out var own) || StepSources.IsBehind(node, input, own.Axis, own.Steps);

    /// <summary>Whether steps of an operand are those along an axis of the result; an operand without steps agrees with all.</summary>
    private bool Agrees(Node node, int input, int axis)
    {
        if (node.Inputs[input] is not { } operand)
            return true;
        var source = StepSources.AxisOf(node, input, axis);
        return _axes.TryGetValue(operand, out var own)
            ? source == own.Axis
            : source is null || (source != StepSources.Mixed && operand.Shape[source.Value] == 1);
    }

    private void Report(Node node, int steps) => _mixing.Add((node, steps));
}
