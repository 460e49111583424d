using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Passes;

/// <summary>A pass rewrites a model as expected, or leaves it alone; either way it computes the same.</summary>
internal static class PassAssert
{
    public static void Rewrites(IGraphPass pass, ModelDefinition model, string expected)
    {
        var graph = Apply(pass, model.ToGraph());
        GraphAssert.Prints(expected, graph);
    }

    public static void LeavesAlone(IGraphPass pass, ModelDefinition model) => LeavesAlone(pass, model.ToGraph());

    public static void LeavesAlone(IGraphPass pass, Graph graph)
    {
        var before = GraphPrinter.Print(graph);
        Assert.False(pass.Run(graph));
        Assert.Equal(before, GraphPrinter.Print(graph));
    }

    /// <summary>Runs the pass, verifies the graph and compares its outputs with those before.</summary>
    public static Graph Apply(IGraphPass pass, Graph graph)
    {
        var expected = GraphAssert.Run(graph);
        Assert.True(pass.Run(graph));
        GraphVerifier.Verify(graph, pass.Name);
        GraphAssert.SameOutputs(expected, GraphAssert.Run(graph));
        return graph;
    }
}
