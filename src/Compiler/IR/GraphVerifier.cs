using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Compiler.IR;

/// <summary>
/// Checks what every pass must keep: topological order, one producer per value, operands that fit their operators, types equal to
/// shape inference, no value that nobody reads. A failure is a mistake in the compiler, never the user's.
/// </summary>
internal static class GraphVerifier
{
    /// <param name="stage">Who made the graph: the pass's name, for the message.</param>
    /// <exception cref="InvalidOperationException">The graph is broken.</exception>
    public static void Verify(Graph graph, string stage)
    {
        var verification = new Verification(graph, stage);
        verification.CheckInputs();
        foreach (var node in graph.Nodes)
            verification.CheckNode(node);
        verification.CheckOutputs();
    }

    private sealed class Verification(Graph graph, string stage)
    {
        private readonly HashSet<Value> _available = [];
        private readonly HashSet<Value> _read = [.. graph.Nodes.SelectMany(node => node.Inputs).OfType<Value>(), .. graph.Outputs];
        private readonly HashSet<string> _names = [];

        public void CheckInputs()
        {
            foreach (var input in graph.Inputs)
            {
                Require(input.Producer is null && !input.IsConstant, $"the input {input} is computed or constant");
                Require(_available.Add(input), $"the input {input} is listed twice");
            }
        }

        public void CheckNode(Node node)
        {
            Require(_names.Add(node.Name), $"two nodes are called '{node.Name}'");
            foreach (var input in node.Inputs.OfType<Value>())
                CheckOperand(node, input);
            Require(node.Outputs.Count == 1, $"node '{node.Name}' has {node.Outputs.Count} outputs");
            var output = node.Output;
            Require(output.Producer == node && !output.IsConstant, $"{output} does not know its producer '{node.Name}'");
            Require(_available.Add(output), $"{output} has two producers");
            Require(_read.Contains(output), $"{output} is read by no node and is no output");
            CheckType(node);
        }

        public void CheckOutputs()
        {
            Require(graph.Outputs.Count > 0, "the graph has no output");
            Require(graph.Outputs.Distinct().Count() == graph.Outputs.Count, "an output is listed twice");
            foreach (var output in graph.Outputs)
                Require(_available.Contains(output), $"the output {output} is not computed");
        }

        private void CheckOperand(Node node, Value input)
        {
            if (input.Constant is { } constant)
                Require(
                    constant.Shape == input.Shape && input.Producer is null, $"the constant {input} has the shape {constant.Shape}");
            else
                Require(_available.Contains(input), $"node '{node.Name}' reads {input} before it is computed");
        }

        private void CheckType(Node node)
        {
            var inferred = Infer(node);
            Require(inferred.Error is null, $"node '{node.Name}' has no shape: {inferred.Error?.Title}");
            Require(inferred.Type == node.Output.Type, $"node '{node.Name}' computes {inferred.Type}, not {node.Output.Type}");
        }

        private InferredType Infer(Node node)
        {
            try
            {
                return ShapeInference.Infer(node.Op, [.. node.Inputs.Select(input => input?.Type)]);
            }
            catch (InvalidOperationException malformed)
            {
                throw new InvalidOperationException($"After {stage}: node '{node.Name}': {malformed.Message}", malformed);
            }
        }

        private void Require(bool condition, string failure)
        {
            if (!condition)
                throw new InvalidOperationException($"After {stage}: {failure}.");
        }
    }
}
