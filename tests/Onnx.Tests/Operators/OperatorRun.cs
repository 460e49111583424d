using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Onnx.Mapping;

namespace ModelCompiler.Tests.Operators;

/// <summary>
/// Runs one node on constants, so that mapping, building and the evaluation of loop nests are tested together: everything that
/// follows from constants is computed while it is imported.
/// </summary>
internal static class OperatorRun
{
    public static TensorData Run(string type, int opset, TensorData?[] inputs, params OnnxAttribute[] attributes) =>
        Assert.Single(RunAll(type, opset, 1, inputs, attributes));

    public static TensorData[] RunAll(string type, int opset, int outputs, TensorData?[] inputs, params OnnxAttribute[] attributes)
    {
        var diagnostics = new DiagnosticBag();
        var node = NodeOf(type, opset, outputs, inputs, attributes, diagnostics);
        try
        {
            OperatorMappings.All[type].Map(node);
        }
        catch (MisfitException)
        {
            Assert.Fail(string.Join("; ", diagnostics.Diagnostics));
        }

        Assert.Empty(diagnostics.Diagnostics);
        return [.. node.Results.Select(result => Assert.IsType<TensorData>(result?.Known))];
    }

    /// <summary>What is reported of a node that cannot be imported.</summary>
    public static string MistakeOf(string type, int opset, TensorData?[] inputs, params OnnxAttribute[] attributes)
    {
        var diagnostics = new DiagnosticBag();
        var node = NodeOf(type, opset, 1, inputs, attributes, diagnostics);
        return Record.Exception(() => OperatorMappings.All[type].Map(node)) switch
        {
            MappingException exception => exception.Message,
            MisfitException => Assert.Single(diagnostics.Diagnostics).ToString(),
            var other => throw new InvalidOperationException("The node was not refused as it should be.", other),
        };
    }

    /// <summary>The operators of the graph that compute the node's result, in order; loop nests are marked as such.</summary>
    /// <param name="isComputed">Whether an input is one of the model, and not constant.</param>
    public static string NodesOf(
        string type, int opset, TensorData?[] inputs, Predicate<TensorData> isComputed, params OnnxAttribute[] attributes)
    {
        var diagnostics = new DiagnosticBag();
        var node = NodeOf(type, opset, 1, inputs, attributes, diagnostics, isComputed);
        OperatorMappings.All[type].Map(node);
        Assert.Empty(diagnostics.Diagnostics);
        var names = new List<string>();
        Visit(node.Results[0]!.Value);
        return string.Join(", ", names);

        void Visit(Value value)
        {
            if (value.Producer is not { } producer)
                return;
            foreach (var input in producer.Inputs.OfType<Value>())
                Visit(input);
            names.Add(producer.Op is Compute ? $"nest {producer.Op.Name}" : producer.Op.Name);
        }
    }

    public static OnnxAttribute Int(string name, long value) => new OnnxAttribute.Int(name, value);

    public static OnnxAttribute Ints(string name, params long[] values) => new OnnxAttribute.Ints(name, values.ToEquatableArray());

    public static OnnxAttribute Float(string name, float value) => new OnnxAttribute.Float(name, value);

    public static OnnxAttribute Floats(string name, params float[] values) => new OnnxAttribute.Floats(name, values.ToEquatableArray());

    public static OnnxAttribute Text(string name, string value) => new OnnxAttribute.String(name, Encode(value));

    public static OnnxAttribute Texts(string name, params string[] values) =>
        new OnnxAttribute.Strings(name, values.Select(Encode).ToEquatableArray());

    private static OnnxString Encode(string text) => new(System.Text.Encoding.UTF8.GetBytes(text).ToEquatableArray());

    private static OperatorNode NodeOf(
        string type, int opset, int outputs, TensorData?[] inputs, OnnxAttribute[] attributes, DiagnosticBag diagnostics,
        Predicate<TensorData>? isComputed = null)
    {
        var session = new ImportSession("test", diagnostics);
        var node = new OnnxNode(
            "", "", type, inputs.Select((input, i) => input is null ? "" : $"input{i}").ToEquatableArray(),
            Enumerable.Range(0, outputs).Select(i => $"output{i}").ToEquatableArray(), attributes.ToEquatableArray(),
            new OnnxPlace("node", "", 0, type));
        return new OperatorNode(node, opset, [.. inputs.Select((input, i) => input is null ? null : Operand(input, $"input{i}"))], session);

        Operand Operand(TensorData data, string name) =>
            isComputed?.Invoke(data) == true ? session.AddInput(name, data.Type) : session.Constant(data, name);
    }
}
