using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Onnx;

namespace ModelCompiler.Tests.Operators;

/// <summary>A node, written step by step: its operator, its inputs, then attributes and the opset where they matter.</summary>
internal sealed record OneNode(string Operator, EquatableArray<TensorData?> Inputs)
{
    public int Opset { get; init; } = 21;

    public int Outputs { get; init; } = 1;

    public EquatableArray<OnnxAttribute> Attributes { get; init; }

    public static OneNode Of(string @operator, params TensorData?[] inputs) => new(@operator, inputs.ToEquatableArray());

    public OneNode With(string name, long value) => With(OperatorRun.Int(name, value));

    public OneNode With(string name, long[] values) => With(OperatorRun.Ints(name, values));

    public OneNode With(string name, float value) => With(OperatorRun.Float(name, value));

    public OneNode With(string name, string value) => With(OperatorRun.Text(name, value));

    /// <summary>A result, all inputs being constant.</summary>
    public TensorData Result(int output = 0) => OperatorRun.RunAll(Operator, Opset, Outputs, [.. Inputs], [.. Attributes])[output];

    /// <summary>What is reported of the node.</summary>
    public string Mistake() => OperatorRun.MistakeOf(Operator, Opset, [.. Inputs], [.. Attributes]);

    /// <summary>The operators that compute the result, in order, where inputs of floats are those of the model.</summary>
    public string Nodes() => Nodes(data => data.Type.Element == ElementType.Float32);

    /// <summary>The operators that compute the result, in order.</summary>
    /// <param name="isComputed">Whether an input is one of the model, and not constant.</param>
    public string Nodes(Predicate<TensorData> isComputed) =>
        OperatorRun.NodesOf(Operator, Opset, [.. Inputs], isComputed, [.. Attributes]);

    private OneNode With(OnnxAttribute attribute) => this with { Attributes = [.. Attributes, attribute] };
}
