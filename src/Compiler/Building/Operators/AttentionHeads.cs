using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>
/// A tensor of attention seen as [batch, head, position, element]: stored so, or as [batch, position, head·element].
/// </summary>
internal sealed record AttentionHeads(Value Value, int Batch, int Heads, int Length, int Size)
{
    public TensorShape Shape => TensorShape.Of(Batch, Heads, Length, Size);

    /// <summary>The heads of a value; null if it cannot be divided into so many, which is reported.</summary>
    /// <param name="heads">Number of heads of a tensor with three axes; 0 if not given.</param>
    public static AttentionHeads? Of(LayerContext layer, Value value, int heads)
    {
        var shape = value.Shape;
        if (shape.Rank == 4)
            return new(value, shape[0], shape[1], shape[2], shape[3]);
        if (shape.Rank == 3 && heads > 0 && shape[2] % heads == 0)
            return new(value, shape[0], heads, shape[1], shape[2] / heads);
        layer.Misfit($"cannot divide '{value.Name}' of shape {shape} into {heads} heads");
        return null;
    }

    /// <summary>An element.</summary>
    public Expression Read(NestOperands nest, Expression batch, Expression head, Expression position, Expression element) => nest.Read(
        Value, Value.Shape.Rank == 4 ? [batch, head, position, element] : [batch, position, (head * Size) + element]);
}
