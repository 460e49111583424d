using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Onnx;
using ModelCompiler.Compiler.Onnx.Mapping;

namespace ModelCompiler.Tests.Models;

/// <summary>
/// One node, mapped to layers and built: with constants as inputs its value follows at once, which checks mapping, builder and
/// expression together; with inputs of the model it shows into which operators it is made.
/// </summary>
internal sealed record OneNode(string Operator, EquatableArray<TensorData?> Inputs)
{
    public int Opset { get; init; } = 21;

    public int Outputs { get; init; } = 1;

    public EquatableArray<OnnxAttribute> Attributes { get; init; }

    public static OneNode Of(string @operator, params TensorData?[] inputs) => new(@operator, inputs.ToEquatableArray());

    public OneNode With(string name, params long[] values) => With(
        values is [var value] ? new OnnxAttribute.Int(name, value) : new OnnxAttribute.Ints(name, values.ToEquatableArray()));

    public OneNode WithAll(string name, params long[] values) => With(new OnnxAttribute.Ints(name, values.ToEquatableArray()));

    public OneNode With(string name, float value) => With(new OnnxAttribute.Float(name, value));

    public OneNode With(string name, string value) =>
        With(new OnnxAttribute.String(name, new OnnxString(System.Text.Encoding.UTF8.GetBytes(value).ToEquatableArray())));

    /// <summary>A result, all inputs being constant.</summary>
    public TensorData Result(int output = 0)
    {
        var bag = new DiagnosticBag();
        var result = Map(bag, isComputed: _ => false)[output];
        Assert.Empty(bag.Diagnostics);
        Assert.NotNull(result?.Known);
        return result.Known;
    }

    /// <summary>The operators that compute the result, in order, where inputs of integers are constant and all others are not.</summary>
    public string Nodes() => Nodes(data => data.Type.Element == ElementType.Float32);

    /// <summary>The operators that compute the result, in order.</summary>
    /// <param name="isComputed">Whether an input is one of the model, and not constant.</param>
    public string Nodes(Predicate<TensorData> isComputed)
    {
        var bag = new DiagnosticBag();
        var result = Map(bag, isComputed)[0]!.Value;
        Assert.Empty(bag.Diagnostics);
        var operators = new List<string>();
        Visit(result);
        return string.Join(", ", operators);

        void Visit(Value value)
        {
            if (value.Producer is not { } node)
                return;
            foreach (var input in node.Inputs.OfType<Value>())
                Visit(input);
            operators.Add(node.Op is Compute ? $"nest {node.Op.Name}" : node.Op.Name);
        }
    }

    /// <summary>What is wrong with the node.</summary>
    public string Mistake()
    {
        var bag = new DiagnosticBag();
        try
        {
            Map(bag, isComputed: _ => false);
        }
        catch (MappingException mistake)
        {
            return mistake.Message;
        }
        catch (MisfitException)
        {
        }

        return Assert.Single(bag.Diagnostics).ToString();
    }

    private OneNode With(OnnxAttribute attribute) => this with { Attributes = [.. Attributes, attribute] };

    private IReadOnlyList<Operand?> Map(DiagnosticBag bag, Predicate<TensorData> isComputed)
    {
        var session = new ImportSession("net", bag);
        var operands = Inputs.Select((data, i) => data is null ? null
            : isComputed(data) ? session.AddInput($"x{i}", data.Type) : session.Constant(data, $"x{i}")).ToList();
        var node = new OnnxNode(
            "", "", Operator, Inputs.Select((_, i) => $"x{i}").ToEquatableArray(),
            Enumerable.Range(0, Outputs).Select(i => $"y{i}").ToEquatableArray(), Attributes, new OnnxPlace("node", "", 0, Operator));
        var mapped = new OperatorNode(node, Opset, operands, session);
        OperatorMappings.All[Operator].Map(mapped);
        return mapped.Results;
    }
}
