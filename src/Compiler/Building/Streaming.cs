using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building;

/// <summary>
/// Makes the recurrent layers of a stateful model keep their states, and reports what cannot work on a stream: its results would not be
/// those of one run over all of it.
/// </summary>
internal static class Streaming
{
    private static readonly DiagnosticTarget Target = new(-1, "stateful");

    public static void Apply(ModelDefinition definition, Graph graph, DiagnosticBag diagnostics)
    {
        var recurrent = graph.Nodes.Where(node => node.Op is Recurrent).ToList();
        if (recurrent.Count == 0)
        {
            diagnostics.Report(DiagnosticCatalog.StatefulWithoutState, Target, definition.Name);
            return;
        }

        var names = LayerNames.Resolve(definition, new DiagnosticBag());
        foreach (var node in recurrent)
        {
            var form = ((Recurrent)node.Op).Form;
            if (form.IsReverse)
                Report(DiagnosticCatalog.ReverseInStatefulModel, node);
            else if (form.Samples != 1)
                Report(DiagnosticCatalog.BatchInStatefulModel, node, form.Samples);
            else if (node.Input(Recurrent.Lengths) is not null || node.Input(Recurrent.InitialHidden) is not null || node.Input(Recurrent.InitialCell) is not null)
                Report(DiagnosticCatalog.GivenStates, node);
            node.Op = new Recurrent(form with { IsStateful = true });
        }

        if (diagnostics.HasErrors)
            return;
        foreach (var (node, steps) in TimeAxes.Find(graph).Mixing.GroupBy(mixing => mixing.Node.Layer).Select(layer => layer.First()))
            Report(DiagnosticCatalog.StepsMixed, node, steps);

        void Report(DiagnosticDescription description, Node node, params object[] arguments) => diagnostics.Report(
            description, new DiagnosticTarget(node.Layer),
            [LayerReader.LabelOf(definition.Layers[node.Layer], names[node.Layer]), .. arguments]);
    }
}
