using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>The operands of a product of small integers while its loop nest is made: elements minus zero points, as Int32.</summary>
internal sealed class ShiftedOperands(LayerContext layer)
{
    private readonly NestOperands _nest = new();

    /// <summary>The operands of the node.</summary>
    public Value[] Values => _nest.Values;

    /// <summary>Adds an operand with its zero point, which may be absent; null if that does not fit, which is reported.</summary>
    /// <param name="axis">The axis along which zero points may differ; null for none.</param>
    public Func<Expression[], Expression>? Add(Value operand, Value? zeroPoint, int? axis)
    {
        if (zeroPoint is null)
            return indices => Wide(_nest.Read(operand, indices));
        var isSingle = zeroPoint.Shape.ElementCount == 1;
        if (!isSingle && (axis is not { } along || !layer.RequireShape(zeroPoint, operand.Shape[along])))
            return layer.Reader.HasErrors ? null : Misfit(zeroPoint);
        return indices => Wide(_nest.Read(operand, indices)) - Wide(_nest.Read(
            zeroPoint, isSingle ? [.. zeroPoint.Shape.Dimensions.Select(_ => (Expression)0)] : [indices[axis!.Value]]));
    }

    private static Expression Wide(Expression element) => Formula.Convert(element, ElementType.Int32);

    private Func<Expression[], Expression>? Misfit(Value zeroPoint)
    {
        layer.Misfit($"takes one zero point, but '{zeroPoint.Name}' has the shape {zeroPoint.Shape}");
        return null;
    }
}
