using System.Runtime.InteropServices;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Import;

/// <summary>Compares tensors by type, shape and the bits of their elements.</summary>
internal sealed class TensorContent : IEqualityComparer<TensorData>
{
    public static TensorContent Comparer { get; } = new();

    public bool Equals(TensorData? left, TensorData? right) =>
        left == right || (left is not null && right is not null && left.Type == right.Type && Bytes(left).SequenceEqual(Bytes(right)));

    public int GetHashCode(TensorData tensor)
    {
        var hash = new HashCode();
        hash.Add(tensor.Type);
        hash.AddBytes(Bytes(tensor));
        return hash.ToHashCode();
    }

    private static ReadOnlySpan<byte> Bytes(TensorData tensor) => tensor.Type.Element == ElementType.Float32
        ? MemoryMarshal.AsBytes(tensor.Floats.AsSpan()) : MemoryMarshal.AsBytes(tensor.Integers.AsSpan());
}
