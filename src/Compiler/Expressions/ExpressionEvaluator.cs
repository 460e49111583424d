using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Expressions;

/// <summary>
/// Computes at compile time what generated loops would compute: constants that follow from constants. An expression is turned into
/// delegates once and run for every element.
/// </summary>
internal sealed class ExpressionEvaluator
{
    private readonly IReadOnlyList<TensorData?> _operands;
    private readonly int[] _indices;
    private int[] _terms = [];

    private ExpressionEvaluator(IReadOnlyList<TensorData?> operands, int rank)
    {
        _operands = operands;
        _indices = new int[rank];
    }

    /// <summary>All elements of a tensor.</summary>
    /// <param name="operands">The operands that the expression loads from, at their numbers.</param>
    /// <exception cref="IndexOutOfRangeException">An index that comes from data is outside.</exception>
    /// <exception cref="DivideByZeroException">An integer is divided by 0.</exception>
    public static TensorData Evaluate(TensorType type, Expression body, IReadOnlyList<TensorData?> operands)
    {
        var evaluator = new ExpressionEvaluator(operands, type.Shape.Rank);
        if (type.Element == ElementType.Float32)
        {
            var element = evaluator.Floats(body);
            return TensorData.Of(type.Shape, evaluator.Run(type.Shape, () => (float)element()));
        }

        return TensorData.Of(type, evaluator.Run(type.Shape, evaluator.Integers(body)));
    }

    private T[] Run<T>(TensorShape shape, Func<T> element)
    {
        var result = new T[shape.ElementCount];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = element();
            Advance(_indices, shape.Dimensions);
        }

        return result;
    }

    private static void Advance(int[] indices, EquatableArray<int> extents)
    {
        for (var axis = indices.Length - 1; axis >= 0 && ++indices[axis] == extents[axis]; axis--)
            indices[axis] = 0;
    }

    // Every float is rounded to float when it is made, as in the generated code.
    private Func<double> Floats(Expression expression)
    {
        switch (expression)
        {
            case FloatLiteral literal:
                return () => literal.Value;
            case Load load:
                var (data, offset) = (_operands[load.Operand]!.Floats, Offset(load));
                return () => data[offset()];
            case Unary unary:
                var operand = Floats(unary.Operand);
                return () => (float)ScalarMath.Apply(unary.Function, operand());
            case Binary binary:
                var (left, right) = (Floats(binary.Left), Floats(binary.Right));
                return () => (float)ScalarMath.Apply(binary.Function, left(), right());
            case Select select:
                var (condition, then, otherwise) = (Integers(select.Condition), Floats(select.Then), Floats(select.Else));
                return () => condition() != 0 ? then() : otherwise();
            case Conversion { Operand: var value }:
                var integer = Integers(value);
                return () => (float)integer();
            case Reduction reduction:
                return Reduce(reduction);
            default:
                throw new InvalidOperationException($"{expression} is no float.");
        }
    }

    private Func<long> Integers(Expression expression)
    {
        switch (expression)
        {
            case IntegerLiteral literal:
                return () => literal.Value;
            case LoopIndex index:
                return () => _indices[index.Axis];
            case ReductionIndex index:
                return () => _terms[index.Loop];
            case Load load:
                var (data, offset) = (_operands[load.Operand]!.Integers, Offset(load));
                return () => data[offset()];
            case Unary { Operand.Type: ElementType.Float32 } unary:
                var number = Floats(unary.Operand);
                return () => ScalarMath.Test(unary.Function, number()) ? 1 : 0;
            case Unary unary:
                var operand = Integers(unary.Operand);
                return () => ScalarMath.Wrap(ScalarMath.Apply(unary.Function, operand()), unary.Type);
            case Binary { Left.Type: ElementType.Float32 } binary:
                var (a, b) = (Floats(binary.Left), Floats(binary.Right));
                return () => ScalarMath.Compare(binary.Function, a(), b()) ? 1 : 0;
            case Binary binary:
                var (left, right) = (Integers(binary.Left), Integers(binary.Right));
                return () => ScalarMath.Wrap(ScalarMath.Apply(binary.Function, left(), right()), binary.Type);
            case Select select:
                var (condition, then, otherwise) = (Integers(select.Condition), Integers(select.Then), Integers(select.Else));
                return () => condition() != 0 ? then() : otherwise();
            case Conversion { Operand.Type: ElementType.Float32 } conversion:
                var value = Floats(conversion.Operand);
                return () => ScalarMath.Truncate(value(), conversion.Type);
            case Conversion conversion:
                var source = Integers(conversion.Operand);
                return () => ScalarMath.Wrap(source(), conversion.Type);
            case Wrapped wrapped:
                return Wrap(Integers(wrapped.Index), wrapped.Extent);
            case Reduction { Combiner: >= Combiner.FirstMaximum } search:
                return Search(search);
            case Reduction reduction:
                return ReduceIntegers(reduction);
            default:
                throw new InvalidOperationException($"{expression} is no integer.");
        }
    }

    private Func<int> Offset(Load load)
    {
        var shape = _operands[load.Operand]!.Shape;
        var indices = load.Indices.Select(Integers).ToArray();
        return () =>
        {
            var offset = 0L;
            for (var axis = 0; axis < indices.Length; axis++)
                offset = (offset * shape[axis]) + indices[axis]();
            return (int)offset;
        };
    }

    private static Func<long> Wrap(Func<long> index, int extent) => () =>
    {
        var value = index();
        value = value < 0 ? value + extent : value;
        return value >= 0 && value < extent ? value : throw new IndexOutOfRangeException($"{value} is outside an extent of {extent}.");
    };

    private Func<double> Reduce(Reduction reduction)
    {
        var value = Floats(reduction.Value);
        var (start, function) = ScalarMath.Identity(reduction.Combiner, ElementType.Float32);
        return () => (float)Accumulate(reduction, start, sum => ScalarMath.Apply(function, sum, value()));
    }

    private Func<long> ReduceIntegers(Reduction reduction)
    {
        var value = Integers(reduction.Value);
        var start = ScalarMath.IntegerIdentity(reduction.Combiner, reduction.Type);
        var (_, function) = ScalarMath.Identity(reduction.Combiner, reduction.Type);
        return () => Accumulate(
            reduction, start, sum => ScalarMath.Wrap(ScalarMath.Apply(function, sum, value()), reduction.Type));
    }

    private Func<long> Search(Reduction reduction)
    {
        Func<double> value = reduction.Value.Type == ElementType.Float32 ? Floats(reduction.Value) : Convert(Integers(reduction.Value));
        var isGreater = reduction.Combiner is Combiner.FirstMaximum or Combiner.LastMaximum;
        var takesLast = reduction.Combiner is Combiner.LastMaximum or Combiner.LastMinimum;
        return () =>
        {
            var (best, index) = (double.NaN, -1L);
            Accumulate(reduction, 0, _ =>
            {
                var candidate = value();
                if (index < 0 || (isGreater ? candidate > best : candidate < best) || (takesLast && candidate == best))
                    (best, index) = (candidate, _terms[0]);
                return 0;
            });
            return Math.Max(0, index);
        };

        static Func<double> Convert(Func<long> integers) => () => integers();
    }

    private T Accumulate<T>(Reduction reduction, T start, Func<T, T> combine)
    {
        _terms = new int[reduction.Extents.Count];
        var count = reduction.Extents.Aggregate(1L, (product, extent) => product * extent);
        var sum = start;
        for (var i = 0L; i < count; i++)
        {
            sum = combine(sum);
            Advance(_terms, reduction.Extents);
        }

        return sum;
    }
}
