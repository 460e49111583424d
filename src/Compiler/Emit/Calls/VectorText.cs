using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.Plan;
using Binary = ModelCompiler.Compiler.Expressions.Binary;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>Expressions of floats as C# on vectors of elements along one axis; indices are printed as those of the first element.</summary>
/// <param name="index">The index of the loop that runs over vectors.</param>
internal sealed class VectorText(ExpressionText scalars, Expression index)
{
    private const string Type = "Vector256";
    private readonly Dictionary<Expression, string> _variables = [];

    /// <summary>From here on an expression is written as <paramref name="text"/>.</summary>
    public void Define(Expression expression, string text) => _variables[expression] = text;

    /// <summary>Text for the body of a loop inside, which knows the variables so far.</summary>
    public VectorText Inner()
    {
        var inner = new VectorText(scalars, index);
        foreach (var variable in _variables)
            inner._variables.Add(variable.Key, variable.Value);
        return inner;
    }

    /// <summary>Declares variables for what is computed or loaded more than once. Both branches of a Select are computed.</summary>
    public void Share(Expression body, SourceWriter writer)
    {
        var counts = new Dictionary<Expression, int>();
        Count(body);
        foreach (var part in counts.Where(part => part.Value > 1).Select(part => part.Key))
        {
            var text = Text(part);
            var name = scalars.NewName();
            writer.Line($"{Type}<float> {name} = {text};");
            Define(part, name);
        }

        void Count(Expression part)
        {
            if (_variables.ContainsKey(part))
                return;
            var isNew = !counts.TryGetValue(part, out var count);
            if (isNew && part is not Load)
                foreach (var child in part.Children)
                    Count(child);
            if (part is Load or Unary or Select or Binary { Function: < BinaryFunction.Equal })
                counts[part] = count + 1;
        }
    }

    public string Text(Expression expression) => _variables.TryGetValue(expression, out var variable) ? variable : expression switch
    {
        FloatLiteral literal => $"{Type}.Create({CSharpText.Float(literal.Value)})",
        Load load => LoadText(load),
        Unary { Function: UnaryFunction.Negate } negation => $"-{Inside(negation.Operand)}",
        Unary unary => $"{NameOf(unary.Function)}({Text(unary.Operand)})",
        Binary { Function: BinaryFunction.Minimum or BinaryFunction.Maximum } binary =>
            $"{Type}.{(binary.Function == BinaryFunction.Minimum ? "Min" : "Max")}({Text(binary.Left)}, {Text(binary.Right)})",
        Binary binary => $"{Inside(binary.Left)} {Sign(binary.Function)} {Inside(binary.Right)}",
        Select select => $"{Type}.ConditionalSelect({Test((Binary)select.Condition)}, {Text(select.Then)}, {Text(select.Else)})",
        _ => throw new InvalidOperationException($"No vector for {expression}."),
    };

    /// <summary>The expression as an operand: in parentheses if it is more than a name or a call.</summary>
    public string Inside(Expression expression)
    {
        var text = Text(expression);
        var isOperator = !_variables.ContainsKey(expression)
            && expression is Binary { Function: not (BinaryFunction.Minimum or BinaryFunction.Maximum) };
        return isOperator || text[0] == '-' ? $"({text})" : text;
    }

    // A load that does not move along the axis is the same for all elements of the vector.
    private string LoadText(Load load)
    {
        var offset = scalars.Offset(load);
        var isSame = !Formula.Parts(offset).Contains(index);
        return isSame ? $"{Type}.Create({scalars.Text(load)})"
            : $"{Type}.Create(x{load.Operand}.Slice({scalars.Text(offset)}, {LoopNest.VectorLength}))";
    }

    private string Test(Binary test)
    {
        var (left, right) = (Text(test.Left), Text(test.Right));
        return test.Function switch
        {
            BinaryFunction.Equal => $"{Type}.Equals({left}, {right})",
            BinaryFunction.NotEqual => $"~{Type}.Equals({left}, {right})",
            BinaryFunction.Less => $"{Type}.LessThan({left}, {right})",
            BinaryFunction.LessOrEqual => $"{Type}.LessThanOrEqual({left}, {right})",
            BinaryFunction.Greater => $"{Type}.GreaterThan({left}, {right})",
            _ => $"{Type}.GreaterThanOrEqual({left}, {right})",
        };
    }

    private static string NameOf(UnaryFunction function) => function switch
    {
        UnaryFunction.Absolute => $"{Type}.Abs",
        UnaryFunction.SquareRoot => $"{Type}.Sqrt",
        UnaryFunction.Exponential => "VectorMath.Exp",
        UnaryFunction.HyperbolicTangent => "VectorMath.Tanh",
        UnaryFunction.Sigmoid or UnaryFunction.Softplus or UnaryFunction.Sign => $"VectorMath.{function}",
        UnaryFunction.Logarithm => "VectorMath.Log",
        UnaryFunction.Error => "VectorMath.Erf",
        _ => $"{Type}.{function}",
    };

    private static string Sign(BinaryFunction function) => function switch
    {
        BinaryFunction.Add => "+",
        BinaryFunction.Subtract => "-",
        BinaryFunction.Multiply => "*",
        _ => "/",
    };
}
