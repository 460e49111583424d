using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Models;
using ModelCompiler.Testing.Reference.Bounds;

namespace ModelCompiler.Testing.Reference;

/// <summary>Inputs of a model, its exact outputs, and how far a compiled model's may be from them.</summary>
internal sealed record ReferenceRun(float[][] Inputs, double[][] Outputs, double[][] Bounds)
{
    // The passes reorder sums in double precision too.
    private const double DoublePrecision = 1e-12;

    private const double LoopError = 1e-5;

    public static ReferenceRun Of(ModelDefinition definition, ExecutionPlan plan)
    {
        var graph = definition.ToGraph();
        var inputs = InputsOf(graph);
        PassPipeline.Run(graph);
        var exact = ReferenceInterpreter.Run(graph, inputs, TestWeights.For);
        var run = WithoutBounds(definition);
        return run with
        {
            Bounds = graph.Nodes.Any(node => node.Op is Compute or Recurrent)
                ? [.. run.Outputs.Select(BoundOfLoops)] : [.. ErrorBound.OfOutputs(graph, plan, exact, TestWeights.For)],
        };
    }

    /// <summary>
    /// A loop nest can compute anything, so there is no bound that follows from its definition, and those of a recurrence grow with
    /// every step. Sums of a few hundred products of numbers
    /// around 1 are exact to some 10⁻⁵ of their largest; an element that is taken from the wrong place is off by far more.
    /// </summary>
    private static double[] BoundOfLoops(double[] output)
    {
        var largest = output.Select(Math.Abs).DefaultIfEmpty(0).Max();
        return [.. output.Select(_ => LoopError * (1 + largest))];
    }

    /// <summary>Inputs and exact outputs alone.</summary>
    public static ReferenceRun WithoutBounds(ModelDefinition definition)
    {
        var graph = definition.ToGraph();
        var inputs = InputsOf(graph);
        var exact = ReferenceInterpreter.Run(graph, inputs, TestWeights.For);
        return new ReferenceRun(
            [.. graph.Inputs.Select(input => inputs[input.Name].Select(x => (float)x).ToArray())],
            [.. graph.Outputs.Select(output => exact[output])], []);
    }

    /// <summary>The largest error of an output in units of its bound: at most 1 for a correct model; ∞ if one is NaN.</summary>
    public double WorstRatio(float[][] actual) => Outputs.SelectMany((output, i) => output.Select((exact, k) =>
    {
        var ratio = Math.Abs(exact - actual[i][k]) / (Bounds[i][k] + (DoublePrecision * Math.Abs(exact)) + double.Epsilon);
        return double.IsNaN(ratio) ? double.PositiveInfinity : ratio;
    })).DefaultIfEmpty(0).Max();

    private static Dictionary<string, double[]> InputsOf(Graph graph) =>
        graph.Inputs.ToDictionary(input => input.Name, Elements);

    private static double[] Elements(Value input)
    {
        var elements = TestWeights.Input(input.Name, input.Shape.ElementCount);
        return input.Format is { Element: ElementType.UInt8 }
            ? [.. elements.Select(x => Math.Round((x + 1) * 127.5))] : elements;
    }
}
