using System.Text;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Onnx.Mapping;

namespace ModelCompiler.Tests.Documentation;

/// <summary>docs/operators.md follows from the mappings.</summary>
public class OperatorsPageTests
{
    [Fact]
    public void The_page_lists_the_operators()
    {
        var path = Path.Combine(Docs(), "operators.md");
        var expected = Print();
        if (File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == expected)
            return;
        var received = Path.ChangeExtension(path, ".received.md");
        File.WriteAllText(received, expected);
        Assert.Fail($"docs/operators.md does not follow the mappings; what it should be is in {received}: move it over the old file.");
    }

    [Fact]
    public void Every_mapping_is_of_an_operator_of_ONNX() =>
        Assert.Empty(OperatorMappings.All.Keys.Except(OperatorOpsets.First.Keys));

    private static string Print()
    {
        var page = new StringBuilder(
            $"""
            # Operators of ONNX

            The operators that models may use; {OperatorMappings.All.Count} of {OperatorOpsets.First.Count}. This page follows from the code. Models may be of the opsets {OnnxModel.OldestOpset}
            to {OnnxModel.NewestOpset}; what an operator meant in an older opset becomes what it means in the newest one. Tensors have up to 8 axes, which
            may have no elements. float16, bfloat16 and double are computed in float32. [ONNX models](onnx.md) says more, and which inputs
            must be constant.

            `If` is supported where its condition is constant: the branch takes its place.

            | operator | opsets | limits |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var mapping in OperatorMappings.All.Values.OrderBy(mapping => mapping.Name, StringComparer.Ordinal))
            page.Append($"| {mapping.Name} | {Opsets(mapping.Name)} | {mapping.Limits} |\n");
        var others = OperatorOpsets.First.Keys.Except(OperatorMappings.All.Keys).Except(["If"]).Order(StringComparer.Ordinal);
        return page.Append($"\nNot supported: {string.Join(", ", others)}.\n").ToString();
    }

    private static string Opsets(string name)
    {
        var first = Math.Max(OnnxModel.OldestOpset, OperatorOpsets.First[name]);
        var last = OperatorOpsets.Last(name) ?? OnnxModel.NewestOpset;
        return first == last ? $"{first}" : $"{first}–{last}";
    }

    private static string Docs()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "ModelCompiler.sln")))
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        return Path.Combine(root, "docs");
    }
}
