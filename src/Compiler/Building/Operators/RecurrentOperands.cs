using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>
/// The operands of a recurrent operator: x [time, batch, input], w [directions, gates·hidden, input], r [directions, gates·hidden,
/// hidden], and those that may be absent: biases of w and r [directions, 2·gates·hidden], lengths [batch], initial states
/// [directions, batch, hidden], peepholes [directions, 3·hidden].
/// </summary>
internal sealed record RecurrentOperands(
    Value X, Value W, Value R, Value? Bias, Value? Lengths, Value? InitialHidden, Value? InitialCell, Value? Peepholes)
{
    public int Time => X.Shape[0];

    public int Batch => X.Shape[1];

    public int Inputs => X.Shape[2];

    public int Hidden => R.Shape[2];

    /// <summary>The operands of a layer; null if they do not fit, which is reported.</summary>
    public static RecurrentOperands? Read(LayerContext layer, int gates, int directions)
    {
        var operands = new RecurrentOperands(
            layer.Operand, layer.Operands[1], layer.Operands[2], layer.Optional(3), layer.Optional(4), layer.Optional(5),
            layer.Optional(6), layer.Optional(7));
        var (x, w, r) = (operands.X, operands.W, operands.R);
        if (x.Shape.Rank != 3 || w.Shape.Rank != 3 || r.Shape.Rank != 3)
        {
            layer.Misfit($"needs tensors of 3 axes as x, w and r, but has {x.Shape}, {w.Shape} and {r.Shape}");
            return null;
        }

        var hidden = r.Shape[2];
        if ((long)hidden * gates * 2 > int.MaxValue)
        {
            layer.Misfit($"has {hidden} hidden numbers");
            return null;
        }

        var fits = layer.RequireShape(w, directions, gates * hidden, operands.Inputs)
            && layer.RequireShape(r, directions, gates * hidden, hidden)
            && layer.RequireShape(operands.Bias, directions, 2 * gates * hidden)
            && layer.RequireShape(operands.Lengths, operands.Batch)
            && layer.RequireShape(operands.InitialHidden, directions, operands.Batch, hidden)
            && layer.RequireShape(operands.InitialCell, directions, operands.Batch, hidden)
            && layer.RequireShape(operands.Peepholes, directions, 3 * hidden)
            && (operands.Lengths is null || layer.Requires(ElementSet.Indices, operands.Lengths))
            && new[] { x, w, r, operands.Bias, operands.InitialHidden, operands.InitialCell, operands.Peepholes }
                .OfType<Value>().All(value => layer.Requires(ElementSet.Floats, value));
        return fits ? operands : null;
    }
}
