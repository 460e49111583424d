using System.Globalization;
using System.Runtime.CompilerServices;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;
using Binary = ModelCompiler.Compiler.Expressions.Binary;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>Expressions as C#. Parts that were given a variable are printed as that.</summary>
internal sealed class ExpressionText(EquatableArray<NestOperand> operands)
{
    private readonly Dictionary<Expression, string> _variables = [];
    private StrongBox<int> _names = new();

    /// <summary>Text for the body of a loop inside, which knows the variables so far.</summary>
    public ExpressionText Inner()
    {
        var inner = new ExpressionText(operands) { _names = _names };
        foreach (var variable in _variables)
            inner._variables.Add(variable.Key, variable.Value);
        return inner;
    }

    /// <summary>From here on an expression is written as <paramref name="text"/>.</summary>
    public void Define(Expression expression, string text) => _variables[expression] = text;

    /// <summary>The name of a variable that no other one has in this element.</summary>
    public string NewName() => "t" + CSharpText.Number(_names.Value++);

    /// <summary>Declares variables for what an expression computes more than once.</summary>
    public void Share(Expression expression, SourceWriter writer)
    {
        foreach (var part in SharedParts(expression))
        {
            var text = Text(part);
            var name = NewName();
            writer.Line($"{part.Type.CSharpName()} {name} = {text};");
            Define(part, name);
        }
    }

    /// <summary>An integer or truth value as a literal.</summary>
    public static string Integer(long value, ElementType type) => type switch
    {
        ElementType.Bool => value != 0 ? "true" : "false",
        _ when value == long.MinValue => "long.MinValue",
        ElementType.Int64 when value is < int.MinValue or > int.MaxValue => value.ToString(CultureInfo.InvariantCulture) + "L",
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The expression as it stands on its own, as an argument or an index.</summary>
    public string Text(Expression expression) => _variables.TryGetValue(expression, out var variable) ? variable : expression switch
    {
        LoopIndex index => "i" + CSharpText.Number(index.Axis),
        ReductionIndex index => "r" + CSharpText.Number(index.Loop),
        FloatLiteral literal => CSharpText.Float(literal.Value),
        IntegerLiteral literal => Literal(literal),
        Load load => $"x{load.Operand}[{Text(Offset(load))}]",
        Unary unary => UnaryText(unary),
        Binary binary => BinaryText(binary),
        Select select => $"{Inside(select.Condition)} ? {Inside(select.Then)} : {Inside(select.Else)}",
        Conversion conversion => Convert(conversion),
        Wrapped wrapped => $"ScalarFunctions.WrapIndex({Text(wrapped.Index)}, {wrapped.Extent})",
        _ => throw new InvalidOperationException($"No text for {expression}."),
    };

    /// <summary>The expression as an operand: in parentheses if it is more than a name or a call.</summary>
    private string Inside(Expression expression)
    {
        var text = Text(expression);
        var isOperator = !_variables.ContainsKey(expression)
            && expression is Select or Binary { Function: not (BinaryFunction.Minimum or BinaryFunction.Maximum) };
        return isOperator || text[0] == '-' ? $"({text})" : text;
    }

    private static string Literal(IntegerLiteral literal) => literal.Type switch
    {
        ElementType.Int64 when literal.Value is > int.MinValue => literal.Value.ToString(CultureInfo.InvariantCulture) + "L",
        ElementType.Int8 or ElementType.UInt8 => $"({literal.Type.CSharpName()})({Integer(literal.Value, literal.Type)})",
        _ => Integer(literal.Value, literal.Type),
    };

    /// <summary>Where a load reads in its operand.</summary>
    public Expression Offset(Load load)
    {
        var strides = operands[load.Operand].Strides;
        var offset = (Expression)0;
        for (var axis = 0; axis < strides.Count; axis++)
            offset += load.Indices[axis] * strides[axis];
        return offset;
    }

    private string UnaryText(Unary unary)
    {
        var x = Text(unary.Operand);
        var isFloat = unary.Operand.Type == ElementType.Float32;
        return unary.Function switch
        {
            UnaryFunction.Negate => Narrow(unary.Type, $"-{Inside(unary.Operand)}"),
            UnaryFunction.Not => $"!{Inside(unary.Operand)}",
            UnaryFunction.BitwiseNot => Narrow(unary.Type, $"~{Inside(unary.Operand)}"),
            UnaryFunction.Absolute when isFloat => $"MathF.Abs({x})",
            UnaryFunction.Absolute => Narrow(unary.Type, $"ScalarFunctions.Abs({x})"),
            UnaryFunction.Sign when isFloat => $"ScalarFunctions.Sign({x})",
            UnaryFunction.Sign => Narrow(unary.Type, $"Math.Sign({x})", fromInt: true),
            UnaryFunction.Round => $"MathF.Round({x})",
            UnaryFunction.SquareRoot => $"MathF.Sqrt({x})",
            UnaryFunction.Exponential => $"ScalarFunctions.Exp({x})",
            UnaryFunction.Logarithm => $"ScalarFunctions.Log({x})",
            UnaryFunction.Sine => $"MathF.Sin({x})",
            UnaryFunction.Cosine => $"MathF.Cos({x})",
            UnaryFunction.Tangent => $"MathF.Tan({x})",
            UnaryFunction.ArcSine => $"MathF.Asin({x})",
            UnaryFunction.ArcCosine => $"MathF.Acos({x})",
            UnaryFunction.ArcTangent => $"MathF.Atan({x})",
            UnaryFunction.HyperbolicSine => $"MathF.Sinh({x})",
            UnaryFunction.HyperbolicCosine => $"MathF.Cosh({x})",
            UnaryFunction.HyperbolicTangent => $"ScalarFunctions.Tanh({x})",
            UnaryFunction.HyperbolicArcSine => $"MathF.Asinh({x})",
            UnaryFunction.HyperbolicArcCosine => $"MathF.Acosh({x})",
            UnaryFunction.HyperbolicArcTangent => $"MathF.Atanh({x})",
            UnaryFunction.Floor or UnaryFunction.Ceiling => $"MathF.{unary.Function}({x})",
            UnaryFunction.IsNaN or UnaryFunction.IsPositiveInfinity or UnaryFunction.IsNegativeInfinity =>
                $"float.{unary.Function}({x})",
            UnaryFunction.Sigmoid or UnaryFunction.Softplus => $"ScalarFunctions.{unary.Function}({x})",
            UnaryFunction.Error => $"ScalarFunctions.Erf({x})",
            var function => throw new InvalidOperationException($"No text for {function}."),
        };
    }

    private string BinaryText(Binary binary)
    {
        var type = binary.Left.Type;
        return binary.Function switch
        {
            BinaryFunction.Power when type == ElementType.Float32 => Call("MathF.Pow"),
            BinaryFunction.Minimum => Call("Math.Min"),
            BinaryFunction.Maximum => Call("Math.Max"),
            BinaryFunction.Power or BinaryFunction.Modulo or BinaryFunction.FloorDivide => Narrow(type, Call($"ScalarFunctions.{binary.Function}")),
            // C# refuses to compile a division by a 0 that it can see.
            BinaryFunction.Divide or BinaryFunction.Remainder when binary.Right is IntegerLiteral { Value: 0 } =>
                Narrow(type, Call("ScalarFunctions.FloorDivide")),
            BinaryFunction.ShiftLeft or BinaryFunction.ShiftRight =>
                Narrow(type, $"{Inside(binary.Left)} {Sign(binary)} (int){Inside(binary.Right)}"),
            BinaryFunction.Add when binary.Right is IntegerLiteral { Type: ElementType.Int32, Value: < 0 and > int.MinValue } negative =>
                $"{LeftOf(binary)} - {-negative.Value}",
            >= BinaryFunction.Equal => $"{Inside(binary.Left)} {Sign(binary)} {Inside(binary.Right)}",
            _ => Narrow(type, $"{LeftOf(binary)} {Sign(binary)} {RightOf(binary)}"),
        };

        string Call(string function) => $"{function}({Text(binary.Left)}, {Text(binary.Right)})";
    }

    // Sums and products of indices read better without the parentheses that they do not need.
    private string LeftOf(Binary binary) => IsSum(binary) && IsSumOrProduct(binary.Left) ? Text(binary.Left) : Inside(binary.Left);

    private string RightOf(Binary binary) => IsSum(binary) && IsProduct(binary.Right) ? Text(binary.Right) : Inside(binary.Right);

    private static bool IsSum(Expression expression) =>
        expression is Binary { Type: ElementType.Int32 or ElementType.Float32, Function: BinaryFunction.Add or BinaryFunction.Subtract };

    private bool IsProduct(Expression expression) => !_variables.ContainsKey(expression)
        && expression is Binary { Type: ElementType.Int32 or ElementType.Float32, Function: BinaryFunction.Multiply };

    private bool IsSumOrProduct(Expression expression) =>
        IsProduct(expression) || (!_variables.ContainsKey(expression) && IsSum(expression));

    private static string Sign(Binary binary)
    {
        var isBool = binary.Left.Type == ElementType.Bool;
        return binary.Function switch
        {
            BinaryFunction.Add => "+",
            BinaryFunction.Subtract => "-",
            BinaryFunction.Multiply => "*",
            BinaryFunction.Divide => "/",
            BinaryFunction.Remainder => "%",
            BinaryFunction.And => isBool ? "&&" : "&",
            BinaryFunction.Or => isBool ? "||" : "|",
            BinaryFunction.ExclusiveOr => "^",
            BinaryFunction.ShiftLeft => "<<",
            BinaryFunction.ShiftRight => ">>",
            BinaryFunction.Equal => "==",
            BinaryFunction.NotEqual => "!=",
            BinaryFunction.Less => "<",
            BinaryFunction.LessOrEqual => "<=",
            BinaryFunction.Greater => ">",
            BinaryFunction.GreaterOrEqual => ">=",
            _ => throw new InvalidOperationException($"{binary.Function} is no operator."),
        };
    }

    private string Convert(Conversion conversion)
    {
        var (from, to) = (conversion.Operand.Type, conversion.Type);
        var inner = Inside(conversion.Operand);
        return (from, to) switch
        {
            (ElementType.Bool, ElementType.Float32) => $"({inner} ? 1f : 0f)",
            (ElementType.Bool, _) => $"({to.CSharpName()})({inner} ? 1 : 0)",
            (_, ElementType.Bool) => $"({inner} != 0)",
            (ElementType.Float32, _) => $"ScalarFunctions.To{to}({Text(conversion.Operand)})",
            _ => $"({to.CSharpName()}){inner}",
        };
    }

    // C# computes with bytes as ints.
    private static string Narrow(ElementType type, string text, bool fromInt = false) =>
        type is ElementType.Int8 or ElementType.UInt8 || (fromInt && type != ElementType.Int32) ? $"unchecked(({type.CSharpName()})({text}))" : text;

    /// <summary>
    /// Parts that are computed more than once wherever the expression is, the inner ones first. What only one branch of a Select
    /// computes stays there; index arithmetic is left to the JIT.
    /// </summary>
    private IEnumerable<Expression> SharedParts(Expression expression)
    {
        var counts = new Dictionary<Expression, int>();
        Count(expression);
        return counts.Where(part => part.Value > 1).Select(part => part.Key);

        void Count(Expression part)
        {
            if (_variables.ContainsKey(part))
                return;
            var isNew = !counts.TryGetValue(part, out var count);
            var always = part is Select select ? [select.Condition]
                : part is Binary { Type: ElementType.Bool, Function: BinaryFunction.And or BinaryFunction.Or } binary ? [binary.Left]
                : part is Reduction ? [] : part.Children;
            if (isNew)
                foreach (var child in always)
                    Count(child);
            if (part is Load or Unary or Binary or Conversion or Select && part.Type is (ElementType.Float32 or ElementType.Int64))
                counts[part] = count + 1;
        }
    }
}
