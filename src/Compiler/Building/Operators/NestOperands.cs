using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>The operands of a loop nest while its body is made: each value gets a number when it is first read.</summary>
/// <param name="first">Those that come first, whenever they are read.</param>
internal sealed class NestOperands(params Value[] first)
{
    private readonly List<Value> _values = [.. first];

    /// <summary>The values, in the order of their numbers.</summary>
    public Value[] Values => [.. _values];

    /// <summary>The element of a value at indices.</summary>
    public Expression Read(Value value, params Expression[] indices)
    {
        if (!_values.Contains(value))
            _values.Add(value);
        return value.At(_values.IndexOf(value), indices);
    }
}
