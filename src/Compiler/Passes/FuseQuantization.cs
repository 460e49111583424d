using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Passes;

/// <summary>
/// Rounds floats to what a byte can say without ever making bytes of them, so that networks trained for bytes run on the kernels for
/// floats, in their layouts.
/// <code>
/// q = QuantizeLinear(x, scale, zero); y = DequantizeLinear(q, scale, zero)   →   y = Quantize(x)
/// y = Quantize(x); a = Reshape(y); b = Quantize(a)                           →   y = Quantize(x); a = Reshape(y)
/// </code>
/// Where scale and zero point are known and one for all elements. The results are the same bit for bit: all steps are the same, in
/// floats, which hold the integers exactly; NaN becomes one of the limits. What has been rounded once is not moved by the same rounding:
/// a multiple of the scale, divided by it, is off the integer by two roundings, far less than half a step.
/// </summary>
internal sealed class FuseQuantization : IGraphPass
{
    private const int Steps = 255;

    public string Name => nameof(FuseQuantization);

    public bool Run(Graph graph) => graph.RewriteEach<Compute>(Fuse) | graph.RewriteEach<Activate>(DropRepetition);

    private static bool Fuse(Graph graph, Node dequantize)
    {
        if (Dequantized(dequantize) is not (var bytes, var scale, var zero)
            || bytes.Producer is not { } quantize
            || Quantized(quantize) is not (var x, var low) || low.Scale != scale || low.Zero != zero
            || scale is not (> 0 and < float.PositiveInfinity) || !IsImage(x))
            return false;
        dequantize.Op = new Activate(new ActivationFunction(ActivationKind.Quantize, scale, low.Least - zero));
        dequantize.Inputs.Clear();
        dequantize.Inputs.Add(x);
        if (!graph.Outputs.Contains(bytes) && !graph.ConsumersOf(bytes).Any())
            graph.Nodes.Remove(quantize);
        return true;
    }

    private static bool DropRepetition(Graph graph, Node node)
    {
        if (node.Op is not Activate { Function: { Kind: ActivationKind.Quantize } function } || graph.Outputs.Contains(node.Output))
            return false;
        var source = node.Inputs[0]!;
        while (source.Producer is { Op: Reshape or MaxPool or Compute { Body: Load } } mover && mover.Inputs is [{ } moved])
            source = moved;
        if (source.Producer?.Op is not Activate { Function: var earlier } || earlier != function)
            return false;
        graph.Bypass(node);
        return true;
    }

    private static bool IsImage(Value x) =>
        x is { IsConstant: false, Type.Element: ElementType.Float32, Shape.Rank: >= 1 and <= 4 } && x.Shape.ElementCount > 0;

    /// <summary>(byte − zero)·scale of every element of a tensor of bytes.</summary>
    private static (Value Bytes, float Scale, float Zero)? Dequantized(Node node)
    {
        if (node.Op is not Compute { Body: Binary { Function: BinaryFunction.Multiply, Left: Conversion { Operand: var shifted }, Right: var factor } }
            || Known(node, factor) is not { } scale)
            return null;
        var (element, zero) = shifted is Binary { Function: BinaryFunction.Subtract } difference
            ? (difference.Left, Known(node, difference.Right)) : (shifted, 0);
        return zero is { } shift && element is Conversion { Operand: Load load } && EveryElement(node, load) is { } bytes
            ? (bytes, scale, shift) : null;
    }

    /// <summary>min(max(round(x / scale) + zero, least), least + 255) of every element of a tensor of floats.</summary>
    private static (Value X, (float Scale, float Zero, float Least) Range)? Quantized(Node node)
    {
        if (node.Op is not Compute { Body: Conversion { Operand: Binary { Function: BinaryFunction.Minimum } minimum } }
            || minimum is not { Left: Binary { Function: BinaryFunction.Maximum } maximum, Right: FloatLiteral greatest }
            || maximum.Right is not FloatLiteral least || greatest.Value - least.Value != Steps)
            return null;
        var (rounded, zero) = maximum.Left is Binary { Function: BinaryFunction.Add } sum
            ? (sum.Left, Known(node, sum.Right)) : (maximum.Left, 0);
        return rounded is Unary { Function: UnaryFunction.Round, Operand: Binary { Function: BinaryFunction.Divide, Left: Load load } quotient }
            && zero is { } shift && Known(node, quotient.Right) is { } scale && EveryElement(node, load) is { } x
            ? (x, (scale, shift, least.Value)) : null;
    }

    /// <summary>The operand that is loaded at the indices of the result and has its shape; null if it is another one.</summary>
    private static Value? EveryElement(Node node, Load load) =>
        node.Inputs[load.Operand] is { } value && value.Shape == node.Output.Shape
        && load.Indices.Select((index, axis) => index == Formula.Index(axis)).All(isSame => isSame) ? value : null;

    /// <summary>A number that is the same for all elements; null if it is not known, or not the same.</summary>
    private static float? Known(Node node, Expression expression) => expression switch
    {
        Conversion conversion => Known(node, conversion.Operand),
        FloatLiteral literal => literal.Value,
        IntegerLiteral literal => literal.Value,
        Load load when node.Inputs[load.Operand]?.Known is { Count: 1 } known =>
            known.Type.Element == ElementType.Float32 ? known.Floats[0] : known.Integers[0],
        _ => null,
    };
}
