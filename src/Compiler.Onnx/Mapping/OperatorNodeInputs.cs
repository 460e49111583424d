using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>What several mappings ask of a node.</summary>
internal static class OperatorNodeInputs
{
    /// <summary>The elements of an input that must be given and known.</summary>
    /// <exception cref="MappingException">It is absent, computed at run time, or not of integers.</exception>
    public static long[] RequiredIntegers(this OperatorNode node, int input, string name) =>
        node.KnownIntegers(input, name) ?? throw new MappingException($"needs '{name}', which is not given");

    /// <summary>The only element of an input that must be given and known.</summary>
    /// <exception cref="MappingException">It is absent, computed at run time, not of integers, or of several elements.</exception>
    public static long Single(this OperatorNode node, int input, string name) =>
        node.RequiredIntegers(input, name) is [var value]
            ? value : throw new MappingException($"takes one number as '{name}', but it is of shape {node.Input(input).Shape}");

    /// <summary>A single float as a constant.</summary>
    public static Operand Scalar(this OperatorNode node, float value) =>
        node.Constant(TensorData.Of(TensorShape.Of(), [value]));
}
