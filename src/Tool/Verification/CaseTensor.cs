using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Tool.Execution;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Verification;

/// <summary>A tensor of the test data.</summary>
/// <param name="Source">As the file holds it.</param>
/// <param name="Values">The elements, in an array that a compiled model takes; null if models have no such elements.</param>
internal sealed record CaseTensor(OnnxTensor Source, Array? Values)
{
    public IReadOnlyList<int> Shape { get; } = [.. Source.Dimensions.Select(dimension => (int)dimension)];

    /// <summary>Such as <c>float32 [1, 3, 4]</c>.</summary>
    public string TypeText => Describe(Source.ElementType.Name(), Shape);

    public static string Describe(string element, IEnumerable<int> shape) => $"{element} {Units.Shape(shape)}";

    public static string Describe(Array values, IEnumerable<int> shape) => Describe(ElementFormat.Of(values).Name, shape);

    /// <summary>Reads a file; null with an error if that fails.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read.</exception>
    public static CaseTensor? Read(string file, Report report)
    {
        var diagnostics = new DiagnosticBag();
        var tensor = OnnxTensorFile.Read(File.ReadAllBytes(file), diagnostics);
        foreach (var diagnostic in diagnostics.Diagnostics)
            report.Diagnostic(file, diagnostic, null);
        return tensor is null ? null : new CaseTensor(tensor, ValuesOf(tensor));
    }

    private static Array? ValuesOf(OnnxTensor tensor) => tensor.ElementType switch
    {
        OnnxElementType.Float32 => tensor.ToFloats(),
        OnnxElementType.Int64 => tensor.ToInt64s(),
        OnnxElementType.Int32 => tensor.ToInt32s(),
        OnnxElementType.Bool => tensor.ToBooleans(),
        OnnxElementType.Int8 => Array.ConvertAll(tensor.ToInt64s(), value => (sbyte)value),
        OnnxElementType.UInt8 => Array.ConvertAll(tensor.ToInt64s(), value => (byte)value),
        _ => null,
    };
}
