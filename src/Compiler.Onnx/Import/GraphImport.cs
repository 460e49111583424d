using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx.Mapping;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Import;

/// <summary>Maps the nodes of a graph, one after the other. What reads a value that could not be imported is left out silently.</summary>
/// <param name="found">Where the session reports what does not fit.</param>
internal sealed class GraphImport(int opset, ImportSession session, DiagnosticBag found, MistakeList mistakes)
{
    private int _reported;

    /// <summary>Nodes of operators that are not supported.</summary>
    public OperatorListing Unsupported { get; } = new();

    /// <summary>Inputs that must be bound, each with the first node that asks for it.</summary>
    public Dictionary<ImportedLayer, (OnnxPlace Node, string Operand)> Unbound { get; } = [];

    public void Run(OnnxGraph graph, ValueScope scope)
    {
        foreach (var node in LiveNodes.Of(graph))
        {
            var results = Import(node, scope);
            for (var i = 0; i < node.Outputs.Count; i++)
                if (node.Outputs[i].Length > 0)
                    Define(node, i, results?[i], scope);
        }
    }

    private void Define(OnnxNode node, int output, Operand? result, ValueScope scope)
    {
        scope.Define(node.Outputs[output], result);
        if (result?.Layer is { IsInput: false } layer)
            layer.Name ??= node.Outputs[output];
    }

    /// <summary>The node's results; null if it could not be imported.</summary>
    private IReadOnlyList<Operand?>? Import(OnnxNode node, ValueScope scope)
    {
        if (node.OpType == "If")
            return ImportBranch(node, scope);
        if (!OperatorMappings.All.TryGetValue(node.OpType, out var mapping))
        {
            Unsupported.Add(node.OpType, node.Place);
            return null;
        }

        if (OperatorOpsets.First.TryGetValue(node.OpType, out var first) && first > opset)
        {
            mistakes.Report(NodeMistakes.Of(
                node.Place, new MappingException($"came with opset {first}, but the model says that its operators are of opset {opset}")));
            return null;
        }

        var inputs = node.Inputs.Select(name => name.Length == 0 ? null : scope.Find(name)).ToList();
        var isBroken = node.Inputs.Zip(inputs).Any(pair => pair.First.Length > 0 && pair.Second is null);
        return isBroken ? null : Map(mapping, new OperatorNode(node, opset, inputs, session), node);
    }

    private IReadOnlyList<Operand?>? Map(OperatorMapping mapping, OperatorNode operands, OnnxNode node)
    {
        try
        {
            mapping.Map(operands);
            var missing = Enumerable.Range(0, node.Outputs.Count).FirstOrDefault(i => operands.IsRead(i) && operands.Results[i] is null, -1);
            return missing < 0 ? operands.Results : throw new MappingException($"has an output {missing}, which is not supported");
        }
        catch (MisfitException)
        {
            foreach (var diagnostic in found.Diagnostics.Skip(_reported))
                mistakes.Report(NodeMistakes.Of(node.Place, diagnostic));
            _reported = found.Diagnostics.Count;
        }
        catch (UnboundInputException exception)
        {
            foreach (var input in exception.Inputs)
                Unbound.TryAdd(input, (node.Place, exception.Operand));
        }
        catch (Exception exception) when (exception is MappingException or OnnxTensorException or OverflowException)
        {
            mistakes.Report(NodeMistakes.Of(node.Place, exception));
        }

        return null;
    }

    /// <summary>An If of which the condition is known is its branch.</summary>
    private List<Operand?>? ImportBranch(OnnxNode node, ValueScope scope)
    {
        if (scope.Find(node.Inputs.FirstOrDefault("")) is not { } condition)
            return null;
        var name = condition.Known is { Type.Element: IR.ElementType.Bool, Integers: [var flag] } && flag == 0 ? "else_branch" : "then_branch";
        if (condition.Known is not { Count: 1 } || node.Attribute(name) is not OnnxAttribute.Graph { Value: var branch })
        {
            Unsupported.Add(node.OpType, node.Place);
            return null;
        }

        if (branch.Outputs.Count < node.Outputs.Count)
        {
            mistakes.Report(NodeMistakes.Of(
                node.Place, new MappingException($"has {node.Outputs.Count} outputs, but its {name} has {branch.Outputs.Count}")));
            return null;
        }

        var inner = new ValueScope(branch, scope, session, mistakes);
        Run(branch, inner);
        return [.. branch.Outputs.Select(output => inner.Find(output.Name))];
    }
}
