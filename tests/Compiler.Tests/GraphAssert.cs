using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Testing.Models;
using ModelCompiler.Testing.Reference;

namespace ModelCompiler.Tests;

/// <summary>What the tests of graphs say again and again.</summary>
internal static class GraphAssert
{
    /// <summary>The definition has exactly these mistakes; each is written as its id and message.</summary>
    public static void HasMistakes(ModelDefinition model, params string[] mistakes)
    {
        var diagnostics = new DiagnosticBag();
        Assert.Null(GraphBuilder.Build(model, diagnostics));
        Assert.Equal(mistakes, diagnostics.Diagnostics.Select(diagnostic => diagnostic.ToString()));
    }

    /// <summary>The graph prints as this; indentation of the expectation does not count.</summary>
    public static void Prints(string expected, Graph graph) =>
        Assert.Equal(Lines(expected), Lines(GraphPrinter.Print(graph)));

    /// <summary>Outputs by name, for inputs and weights that follow from their names.</summary>
    public static Dictionary<string, double[]> Run(Graph graph)
    {
        var inputs = graph.Inputs.ToDictionary(
            input => input.Name, input => TestWeights.Input(input.Name, input.Shape.ElementCount));
        var values = ReferenceInterpreter.Run(graph, inputs, TestWeights.For);
        return graph.Outputs.ToDictionary(output => output.Name, output => values[output]);
    }

    /// <summary>Same outputs within 1e-12 of the largest element: a rewrite may only change the order of roundings.</summary>
    public static void SameOutputs(Dictionary<string, double[]> expected, Dictionary<string, double[]> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (name, values) in expected)
        {
            var tolerance = 1e-12 * Math.Max(1, values.Max(Math.Abs));
            Assert.Equal(values.Length, actual[name].Length);
            Assert.All(values.Zip(actual[name]), pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance));
        }
    }

    private static List<string> Lines(string text) =>
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
}
