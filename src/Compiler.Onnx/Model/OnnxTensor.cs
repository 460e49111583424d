using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Onnx;

/// <summary>
/// A constant. However a file stores it, its data is little-endian bytes here, checked against the shape; they are decoded
/// when somebody asks for values.
/// </summary>
internal sealed partial class OnnxTensor(
    string name, OnnxElementType elementType, EquatableArray<long> dimensions, ReadOnlyMemory<byte> bytes)
{
    /// <summary>The name; mostly empty for one in an attribute.</summary>
    public string Name { get; } = name;

    /// <summary>One of the types that tensors are read in.</summary>
    public OnnxElementType ElementType { get; } = elementType;

    /// <summary>Not negative; empty for a scalar.</summary>
    public EquatableArray<long> Dimensions { get; } = dimensions;

    /// <summary>The elements as the format defines <c>raw_data</c>: little-endian, in row-major order.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>Number of elements: the product of the dimensions.</summary>
    public int Count => Bytes.Length / ElementType.Size();

    /// <summary>The type as messages write it: <c>float32[64,3,7,7]</c>.</summary>
    public string TypeText => $"{ElementType.Name()}[{string.Join(",", Dimensions)}]";

    public override string ToString() => $"'{Name}' {TypeText}";
}
