using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;

namespace ModelCompiler.Tests.LoopNests;

/// <summary>Seeded random expressions over random operands: what loop nests may have to compute.</summary>
internal sealed class RandomNests(int seed)
{
    private readonly SplitMix64 _random = new((ulong)seed);

    public IReadOnlyList<TensorType> Operands { get; private set; } = [];

    public Compute Next()
    {
        Operands = [.. Enumerable.Range(0, Between(1, 3)).Select(_ => new TensorType(Element(), Shape(1, 5)))];
        var type = new TensorType(Element(), Shape(_random.Next(8) == 0 ? 0 : 1, 4));
        return new Compute("Random", type, Value(type.Element, 3, type.Shape.Dimensions, []));
    }

    /// <summary>Elements of an operand, small enough for sums and products of them to stay small.</summary>
    public TensorData Data(TensorType type)
    {
        var count = (int)type.Shape.ElementCount;
        return type.Element == ElementType.Float32
            ? TensorData.Of(type.Shape, [.. Enumerable.Range(0, count).Select(_ => (float)((_random.NextUnit() * 4) - 2))])
            : TensorData.Of(type, [.. Enumerable.Range(0, count).Select(_ => Integer(type.Element))]);
    }

    private long Integer(ElementType type) => type switch
    {
        ElementType.Bool => _random.Next(2),
        ElementType.UInt8 => _random.Next(8),
        _ => Between(-4, 4),
    };

    private ElementType Element() => _random.Next(2) == 0 ? ElementType.Float32 : (ElementType)_random.Next(6);

    private TensorShape Shape(int minimum, int maximum) => TensorShape.Of(
        [.. Enumerable.Range(0, Between(0, 6)).Select(_ => Between(minimum, maximum))]);

    private Expression Value(ElementType type, int depth, EquatableArray<int> loops, EquatableArray<int> terms)
    {
        if (depth == 0)
            return Leaf(type, loops, terms);
        Expression Inner(ElementType element) => Value(element, depth - 1, loops, terms);
        return _random.Next(7) switch
        {
            0 => Formula.Select(Value(ElementType.Bool, depth - 1, loops, terms), Inner(type), Inner(type)),
            1 when type != ElementType.Bool => Formula.Unary(Pick(UnaryFunctions(type)), Inner(type)),
            2 when type == ElementType.Float32 => Formula.Convert(Inner(Pick([ElementType.Int64, ElementType.Bool, ElementType.UInt8])), type),
            3 when type is not (ElementType.Float32 or ElementType.Bool) => Formula.Convert(Inner(Pick([ElementType.Int32, ElementType.Int8, ElementType.Bool])), type),
            4 when terms.Count == 0 && type != ElementType.Bool => Reduce(type, depth, loops),
            5 when type == ElementType.Bool => Formula.Binary(Pick([BinaryFunction.Less, BinaryFunction.Equal, BinaryFunction.GreaterOrEqual]), Inner(ElementType.Int64), Inner(ElementType.Int64)),
            _ when type == ElementType.Bool => Formula.Binary(Pick([BinaryFunction.And, BinaryFunction.Or, BinaryFunction.ExclusiveOr]), Inner(type), Inner(type)),
            _ => Formula.Binary(Pick([BinaryFunction.Add, BinaryFunction.Subtract, BinaryFunction.Multiply, BinaryFunction.Minimum, BinaryFunction.Maximum]), Inner(type), Inner(type)),
        };
    }

    private Expression Reduce(ElementType type, int depth, EquatableArray<int> loops)
    {
        EquatableArray<int> extents = [.. Enumerable.Range(0, Between(1, 3)).Select(_ => Between(1, 4))];
        if (type == ElementType.Int64 && _random.Next(2) == 0)
            return Formula.Reduce(
                Pick([Combiner.FirstMaximum, Combiner.LastMaximum, Combiner.FirstMinimum, Combiner.LastMinimum]), [extents[0]],
                Value(ElementType.Int32, depth - 1, loops, [extents[0]]));
        return Formula.Reduce(
            Pick([Combiner.Sum, Combiner.Maximum, Combiner.Minimum, Combiner.Product]), extents, Value(type, depth - 1, loops, extents));
    }

    private static UnaryFunction[] UnaryFunctions(ElementType type) => type == ElementType.Float32
        ? [UnaryFunction.Negate, UnaryFunction.Absolute, UnaryFunction.Sigmoid, UnaryFunction.HyperbolicTangent, UnaryFunction.Error, UnaryFunction.Softplus, UnaryFunction.Sine]
        : [UnaryFunction.Negate, UnaryFunction.Absolute, UnaryFunction.Sign, UnaryFunction.BitwiseNot];

    private Expression Leaf(ElementType type, EquatableArray<int> loops, EquatableArray<int> terms)
    {
        var candidates = Enumerable.Range(0, Operands.Count).Where(i => Operands[i].Element == type).ToArray();
        if (candidates.Length == 0 || _random.Next(4) == 0)
            return type == ElementType.Float32 ? Formula.Number(Between(-3, 4) / 2f) : Formula.Integer(Integer(type), type);
        var operand = Pick(candidates);
        return Formula.Load(operand, type, Operands[operand].Shape.Dimensions.Select(extent => Index(extent, loops, terms)));
    }

    private Expression Index(int extent, EquatableArray<int> loops, EquatableArray<int> terms)
    {
        Expression[] variables = [.. loops.Select((_, i) => Formula.Index(i)), .. terms.Select((_, i) => Formula.Term(i))];
        int[] extents = [.. loops, .. terms];
        if (variables.Length == 0 || _random.Next(6) == 0)
            return _random.Next(extent);
        var i = _random.Next(variables.Length);
        return extents[i] <= extent && _random.Next(2) == 0
            ? _random.Next(2) == 0 ? variables[i] : (extent - 1) - variables[i]
            : _random.Next(2) == 0 ? Formula.Modulo((variables[i] * 2) + 1, extent)
            : Formula.Wrap(Formula.Minimum(variables[i], extent - 1) - extent, extent);
    }

    private int Between(int low, int high) => low + _random.Next(high - low);

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];
}
