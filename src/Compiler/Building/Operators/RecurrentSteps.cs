using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>The weights of one direction: W [gates·units, inputs], R [gates·units, units], and a bias of each [gates·units].</summary>
/// <param name="W">Null where the product with the inputs is there already.</param>
internal sealed record DirectionWeights(Value? W, Value R, Value? InputBias, Value? StateBias);

/// <summary>What a direction begins with and is limited by; all of it may be absent.</summary>
internal sealed record DirectionOptions(Value? Lengths, Value? InitialHidden, Value? InitialCell, Value? Peepholes)
{
    public static DirectionOptions None { get; } = new(null, null, null, null);
}

/// <summary>Adds one direction of a recurrent layer as a product with the inputs of all steps, and an operator that goes through them.</summary>
/// <param name="Prefix">What the names of the direction's parts begin with.</param>
internal sealed record RecurrentSteps(LayerContext Layer, RecurrentForm Form, string Prefix)
{
    private const int Block = 16;

    /// <summary>Adds the product of constant weights with the inputs [samples·steps, inputs].</summary>
    public Value? AppendProduct(Value rows, DirectionWeights weights) =>
        Layer.AppendPart(Layer.PartName(Prefix + "inputs"), new Gemm(), [Computed(rows, "rows"), weights.W, weights.InputBias]);

    /// <param name="name">The name of the operator.</param>
    /// <param name="product">What the inputs contribute to the gates: [samples·steps, gates·units].</param>
    /// <param name="result">The name of the states.</param>
    public Value? AppendStates(string name, string result, Value product, DirectionWeights weights, DirectionOptions options)
    {
        var isGru = Form.Cell == CellKind.Gru;
        var operands = new Value?[Recurrent.OperandCount];
        operands[Recurrent.Inputs] = Computed(product, "inputs");
        operands[Recurrent.Matrix] = Matrix(weights.R, 0, Form.Rows, "r");
        operands[Recurrent.Bias] = Vector(weights.StateBias, 0, Form.Rows, "r.bias");
        if (isGru)
        {
            operands[Recurrent.LastMatrix] = Matrix(weights.R, Form.Rows, Form.Units, "r.last");
            operands[Recurrent.LastBias] = Vector(weights.StateBias, Form.Rows, Form.Units, "r.last.bias");
        }

        operands[Recurrent.Lengths] = Computed(options.Lengths, "lengths");
        operands[Recurrent.InitialHidden] = Computed(options.InitialHidden, "hidden");
        operands[Recurrent.InitialCell] = Computed(options.InitialCell, "cell");
        operands[Recurrent.Peepholes] = options.Peepholes;
        return Layer.AppendPart(name, new Recurrent(Form), operands, result);
    }

    /// <summary>Rows of a matrix: constant ones as they are stored, others in the order in which the kernel reads them.</summary>
    private Value? Matrix(Value r, int first, int rows, string part)
    {
        if (r.IsConstant)
            return ConstantSlice.Of(Layer, Prefix + part, r, first * Form.Units, TensorShape.Of(rows, Form.Units));
        var row = (Formula.Index(0) * Block) + Formula.Index(2);
        var element = Formula.Select(Formula.Less(row, rows), r.At(0, [row + first, Formula.Index(1)]), Formula.Number(0));
        return Layer.AppendNestPart(
            Prefix + part, Form.Name, TensorType.Float((rows + Block - 1) / Block, Form.Units, Block), element, r);
    }

    private Value? Vector(Value? values, int first, int count, string part) =>
        values is null ? null
        : values.IsConstant ? ConstantSlice.Of(Layer, Prefix + part, values, first, TensorShape.Of(count))
        : Layer.AppendNestPart(Prefix + part, Form.Name, TensorType.Float(count), values.At(0, [Formula.Index(0) + first]), values);

    /// <summary>A value that is no constant: kernels read those from the arena.</summary>
    private Value? Computed(Value? value, string part) =>
        value is { IsConstant: true } ? Layer.AppendCopyPart(Prefix + part, value) : value;
}
