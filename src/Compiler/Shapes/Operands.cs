using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Shapes;

/// <summary>The operand types of one node, with the checks that every shape rule needs.</summary>
internal readonly struct Operands(Op op, IReadOnlyList<TensorType?> types)
{
    public int Count => types.Count;

    /// <summary>The element type of an operand.</summary>
    public ElementType ElementOf(int index) => types[index]!.Element;

    public TensorShape this[int index] => types[index]!.Shape;

    /// <summary>The shape of an optional operand, or null where it is absent.</summary>
    public TensorShape? Optional(int index) => index < types.Count ? types[index]?.Shape : null;

    /// <summary>Checks the number of operands, that the required ones are there and that all are floats.</summary>
    public void RequireCount(int required, int maximum)
    {
        for (var i = 0; i < types.Count; i++)
            Require(types[i] is not { Element: not ElementType.Float32 }, $"takes floats as operand {i}");
        RequireCountOfAny(required, maximum);
    }

    /// <summary>Checks the number of operands and that the required ones are there, of whatever type.</summary>
    public void RequireCountOfAny(int required, int maximum)
    {
        Require(types.Count >= required && types.Count <= maximum, $"takes {required} to {maximum} operands");
        for (var i = 0; i < types.Count; i++)
            Require(types[i] is not null || i >= required, $"needs operand {i}");
    }

    /// <exception cref="InvalidOperationException">The condition does not hold.</exception>
    public void Require(bool condition, string rule)
    {
        if (!condition)
            throw new InvalidOperationException(
                $"{op.Name} {rule}, but has {string.Join(", ", types.Select(type => type?.ToString() ?? "none"))}.");
    }
}
