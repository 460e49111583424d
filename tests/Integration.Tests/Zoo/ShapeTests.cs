using System.IO.Enumeration;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Zoo;

/// <summary>Every network layer by layer: each has the shape that its line in <see cref="ExpectedShapes"/> gives.</summary>
public class ShapeTests
{
    public static TheoryData<string> Names => [.. ZooModels.Names];

    [Theory, MemberData(nameof(Names))]
    public void Every_layer_has_its_shape(string name)
    {
        var lines = ExpectedShapes.Of(name).Split('\n').Select(Parse).ToList();
        var used = new HashSet<string>();
        foreach (var value in ValuesOf(ZooModels.Definition(name).ToGraph()))
        {
            var (pattern, shape) = Find(lines, value.Name);
            used.Add(pattern);
            Assert.True(shape == Describe(value.Shape), $"{value.Name} is {Describe(value.Shape)}, not {shape}");
        }
        Assert.Equal(lines.SelectMany(line => line.Patterns).Except(used), []);
    }

    /// <summary>The results of layers and of parts that have weights, not what is between the parts.</summary>
    private static IEnumerable<Value> ValuesOf(Graph graph) =>
        graph.Inputs.Concat(graph.Nodes.SelectMany(node => node.Outputs)).Where(value => !value.Name.Contains("::", StringComparison.Ordinal));

    private static (string Pattern, string Shape) Find(List<(string[] Patterns, string Shape)> lines, string layer)
    {
        foreach (var (patterns, shape) in lines)
            foreach (var pattern in patterns)
                if (FileSystemName.MatchesSimpleExpression(pattern, layer, ignoreCase: false))
                    return (pattern, shape);
        throw new InvalidOperationException($"No line for {layer}.");
    }

    /// <summary>A line is a shape and the layers that have it, * standing for any text; the first line that fits a layer counts.</summary>
    private static (string[] Patterns, string Shape) Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (words[1..], words[0]);
    }

    /// <summary>Without the batch.</summary>
    private static string Describe(TensorShape shape) => string.Join("×", shape.Dimensions.Skip(1));
}
