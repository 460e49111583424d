using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>From tensors of a file to tensors of the compiler.</summary>
internal static class TensorDecoding
{
    /// <exception cref="MappingException">The compiler has no such tensors.</exception>
    /// <exception cref="OnnxTensorException">An element is beyond the range of the type that it is read in.</exception>
    public static TensorData Decode(OnnxTensor tensor)
    {
        if (ImportedElements.OfConstant(tensor.ElementType) is not { } element)
            throw new MappingException($"has a tensor of type {tensor.TypeText}, which is not supported");
        if (tensor.Dimensions.Count > TensorShape.MaximumRank)
            throw new MappingException(
                $"has a tensor of {tensor.Dimensions.Count} axes, but tensors have at most {TensorShape.MaximumRank}");
        var shape = new TensorShape(tensor.Dimensions.Select(dimension => (int)dimension).ToEquatableArray());
        return element switch
        {
            ElementType.Float32 => TensorData.Of(shape, tensor.ToFloats()),
            ElementType.Bool => TensorData.Of(
                new TensorType(element, shape), Array.ConvertAll(tensor.ToBooleans(), flag => flag ? 1L : 0)),
            _ => TensorData.Of(new TensorType(element, shape), tensor.ToInt64s()),
        };
    }
}
