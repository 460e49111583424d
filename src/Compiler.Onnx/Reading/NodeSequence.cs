using ModelCompiler.Compiler.Collections;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>
/// Puts the nodes of a graph in an order in which they can run. A file should have them so, and then it is kept; otherwise the
/// order is the nearest to the file's.
/// </summary>
internal sealed class NodeSequence(ReadContext context, GraphScope scope, OnnxNode[] nodes)
{
    private const int ShownOfCycle = 10;

    /// <summary>For each node those whose results it reads, each as often as it does.</summary>
    private readonly int[][] _needs = [.. nodes.Select(node => Needs(node, scope))];

    public EquatableArray<OnnxNode> InOrder()
    {
        var first = Enumerable.Range(0, nodes.Length).FirstOrDefault(node => _needs[node].Any(need => need >= node), -1);
        if (first < 0)
            return new EquatableArray<OnnxNode>(nodes);
        var order = Sort(out var missing);
        if (order.Count < nodes.Length)
            context.Report(Mistake.Cycle, CycleText(missing));
        else
            context.Report(Mistake.NodesReordered, nodes[first].Place);
        return order.Select(node => nodes[node]).ToEquatableArray();
    }

    private static int[] Needs(OnnxNode node, GraphScope scope) =>
    [
        .. node.Inputs.Concat(node.Attributes.SelectMany(attribute => attribute.Subgraphs).SelectMany(graph => graph.Captures))
            .Select(scope.ProducerOf).OfType<int>(),
    ];

    /// <summary>Takes again and again the first node of which nothing is missing (Kahn 1962).</summary>
    /// <param name="missing">How many results each node still waits for: those above 0 are in a cycle or behind one.</param>
    private List<int> Sort(out int[] missing)
    {
        var waiting = missing = [.. _needs.Select(needs => needs.Length)];
        var readers = Enumerable.Range(0, nodes.Length).SelectMany(reader => _needs[reader].Select(need => (need, reader)))
            .ToLookup(pair => pair.need, pair => pair.reader);
        var ready = new PriorityQueue<int, int>(
            Enumerable.Range(0, nodes.Length).Where(node => waiting[node] == 0).Select(node => (node, node)));
        var order = new List<int>(nodes.Length);
        while (ready.TryDequeue(out var node, out _))
        {
            order.Add(node);
            foreach (var reader in readers[node])
                if (--missing[reader] == 0)
                    ready.Enqueue(reader, reader);
        }

        return order;
    }

    /// <summary>The names of the nodes of one cycle, in the order in which data would flow.</summary>
    private string CycleText(int[] missing)
    {
        // Whoever waits, waits for one that waits: going back ends in a cycle.
        var path = new List<int>();
        var seen = new Dictionary<int, int>();
        var node = Array.FindIndex(missing, count => count > 0);
        while (seen.TryAdd(node, path.Count))
        {
            path.Add(node);
            node = Array.Find(_needs[node], need => missing[need] > 0);
        }

        var cycle = path.Skip(seen[node]).Append(node).Reverse().ToList();
        var shown = string.Join(" → ", cycle.Take(ShownOfCycle).Select(member => nodes[member].Place));
        return cycle.Count > ShownOfCycle ? $"{shown} → …" : shown;
    }
}
