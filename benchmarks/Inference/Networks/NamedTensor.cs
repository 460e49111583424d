using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Tool.Execution;

namespace ModelCompiler.Benchmarks.Inference.Networks;

/// <summary>The value of an input or output.</summary>
/// <param name="Values">An array as <see cref="TensorElements"/> makes them.</param>
internal sealed record NamedTensor(string Name, OnnxElementType ElementType, IReadOnlyList<int> Shape, Array Values)
{
    public string TypeText => $"{ElementType.Name()}[{string.Join(",", Shape)}]";
}

/// <summary>Arrays for the element types that inputs and outputs of networks have.</summary>
internal static class TensorElements
{
    /// <summary>A new array; null if no array holds elements of that type.</summary>
    public static Array? NewArray(OnnxElementType type, IEnumerable<int> shape) =>
        ElementFormat.All.FirstOrDefault(format => format.Name == type.Name())?.NewArray(shape.Aggregate(1, (product, size) => checked(product * size)));

    /// <summary>The element type of an array.</summary>
    public static OnnxElementType TypeOf(Array values) =>
        Enum.GetValues<OnnxElementType>().First(type => type.Name() == ElementFormat.Of(values).Name);
}
