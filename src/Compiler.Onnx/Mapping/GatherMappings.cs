using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>Operators whose indices are data.</summary>
internal static class GatherMappings
{
    public static IEnumerable<OperatorMapping> Mappings =>
    [
        new("Gather", "", node => node.Return(
            node.Add("Gather", [node.Input(0), node.Input(1)], ("axis", node.Integer("axis", 0))))),
        new("GatherElements", "", node => node.Return(
            node.Add("GatherElements", [node.Input(0), node.Input(1)], ("axis", node.Integer("axis", 0))))),
        new("GatherND", "", node => node.Return(
            node.Add("GatherND", [node.Input(0), node.Input(1)], ("batch_dims", node.Integer("batch_dims", 0))))),
        new("OneHot", "", node => node.Return(node.Add(
            "OneHot", [node.Input(0), node.Input(2)], ("depth", Depth(node)), ("axis", node.Integer("axis", -1))))),
        new("EyeLike", "", node => node.Return(node.Add(
            "EyeLike", [node.Input(0)], ("k", node.Integer("k", 0)), ("element", ElementOf(node))))),
    ];

    // The depth may be written as a float.
    private static long Depth(OperatorNode node) => node.Input(1).Element != ElementType.Float32
        ? node.Single(1, "depth")
        : node.KnownFloats(1, "depth") is [var depth]
            ? (long)depth : throw new MappingException($"takes one number as 'depth', but it is of shape {node.Input(1).Shape}");

    private static string ElementOf(OperatorNode node)
    {
        if (!node.HasAttribute("dtype"))
            return node.Input(0).Element.ToString();
        var type = (OnnxElementType)node.Integer("dtype", 0);
        return ImportedElements.AtRunTime(type)?.ToString() ?? throw new MappingException($"gives elements of type {type}, which is not supported");
    }
}
