using System.Runtime.InteropServices;
using ModelCompiler.Benchmarks.Inference.Networks;
using ModelCompiler.Compiler.Onnx;

namespace ModelCompiler.Benchmarks.Inference.Ort;

/// <summary>Copies tensors into and out of ONNX Runtime.</summary>
internal static unsafe class OrtTensors
{
    /// <summary>A new value in memory of ONNX Runtime's own, which is aligned as its kernels like it best.</summary>
    public static nint Create(OrtRuntime runtime, NamedTensor tensor)
    {
        nint value;
        fixed (long* dimensions = tensor.Shape.Select(size => (long)size).ToArray())
            runtime.Check(runtime.Api.CreateTensorAsOrtValue(
                runtime.Allocator, dimensions, (nuint)tensor.Shape.Count, (int)tensor.ElementType, &value));
        Bytes(tensor.Values).CopyTo(new Span<byte>(Data(runtime, value), Buffer.ByteLength(tensor.Values)));
        return value;
    }

    /// <summary>The elements of a value, as they are now.</summary>
    public static NamedTensor Read(OrtRuntime runtime, string name, nint value)
    {
        nint type;
        runtime.Check(runtime.Api.GetTensorTypeAndShape(value, &type));
        try
        {
            var elementType = ElementType(runtime, type);
            var shape = Dimensions(runtime, type).Select(size => checked((int)size)).ToArray();
            var values = TensorElements.NewArray(elementType, shape)
                ?? throw new OrtException($"the output '{name}' has elements of type {elementType.Name()}");
            new ReadOnlySpan<byte>(Data(runtime, value), Buffer.ByteLength(values)).CopyTo(Bytes(values));
            return new NamedTensor(name, elementType, shape, values);
        }
        finally
        {
            runtime.Api.ReleaseTensorTypeAndShapeInfo(type);
        }
    }

    public static OnnxElementType ElementType(OrtRuntime runtime, nint type)
    {
        int number;
        runtime.Check(runtime.Api.GetTensorElementType(type, &number));
        // ONNX Runtime numbers element types as the file format does.
        return (OnnxElementType)number;
    }

    public static long[] Dimensions(OrtRuntime runtime, nint type)
    {
        nuint rank;
        runtime.Check(runtime.Api.GetDimensionsCount(type, &rank));
        var dimensions = new long[rank];
        fixed (long* first = dimensions)
            runtime.Check(runtime.Api.GetDimensions(type, first, rank));
        return dimensions;
    }

    private static void* Data(OrtRuntime runtime, nint value)
    {
        void* data;
        runtime.Check(runtime.Api.GetTensorMutableData(value, &data));
        return data;
    }

    private static Span<byte> Bytes(Array values) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(values), Buffer.ByteLength(values));
}
