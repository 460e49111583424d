using ModelCompiler.Compiler.Building.Operators;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>
/// Pools whose result has a given size: bin i of S along an axis of L elements begins at ⌊i·L/S⌋ and ends before ⌈(i + 1)·L/S⌉, as in
/// PyTorch. Where S divides L the bins are the windows of an ordinary pool.
/// </summary>
internal static class AdaptivePooling
{
    public static Value? Average(LayerContext layer) => Build(layer, "AveragePool", Combiner.Sum);

    public static Value? Max(LayerContext layer) => Build(layer, "MaxPool", Combiner.Maximum);

    private static Value? Build(LayerContext layer, string pool, Combiner combiner)
    {
        if (!layer.RequireSpatial(1, 2, 3))
            return null;
        var x = layer.Operand;
        var rank = x.Shape.Rank - 2;
        var written = layer.Reader.Integers("size", null, SizeLimits.MaximumAttribute);
        if (written.Length != 1 && written.Length != rank)
            layer.Reader.Report(DiagnosticCatalog.WrongCountForAxes, "size", "size", $"1 or {rank} numbers", rank, written.Length);
        if (layer.Reader.HasErrors)
            return null;
        var sizes = layer.Reader.PerAxis("size", rank);
        int[] inputs = [.. x.Shape.Dimensions.Skip(2)];
        if (sizes.Select((size, axis) => inputs[axis] % size).All(rest => rest == 0))
        {
            var kernel = sizes.Select((size, axis) => inputs[axis] / size).ToEquatableArray();
            return layer.AppendOperator(
                null, pool, [x], OperatorProperties.Of("kernel_shape", kernel), OperatorProperties.Of("strides", kernel));
        }

        Bin[] bins = [.. sizes.Select((size, axis) => new Bin(axis, inputs[axis], size))];
        var inside = bins.Aggregate(Formula.True, (all, bin) => Formula.And(all, bin.HasTerm));
        var element = x.At(0, [Formula.Index(0), Formula.Index(1), .. bins.Select(bin => bin.Position)]);
        var outside = Formula.Number(combiner == Combiner.Sum ? 0 : float.NegativeInfinity);
        var body = Formula.Reduce(combiner, bins.Select(bin => bin.Longest), Formula.Select(inside, element, outside));
        if (combiner == Combiner.Sum)
            body /= Formula.Convert(bins.Aggregate((Expression)1, (count, bin) => count * bin.Count), ElementType.Float32);
        return layer.AppendNest("Adaptive" + pool, TensorType.Float([x.Shape[0], x.Shape[1], .. sizes]), body, x);
    }

    /// <summary>The bin of the loops' own element along an axis.</summary>
    private sealed class Bin(int axis, int length, int size)
    {
        // ⌊i·L/S⌋ and ⌈(i + 1)·L/S⌉; i·L is below 2^28·2^20 only for axes that no tensor has together.
        private readonly Expression _begin = Formula.Index(axis + 2) * length / size;
        private readonly Expression _end = (((Formula.Index(axis + 2) + 1) * length) + (size - 1)) / size;

        /// <summary>How many elements a bin has at most.</summary>
        public int Longest { get; } = Enumerable.Range(0, size)
            .Max(i => (int)((((i + 1L) * length) + size - 1) / size) - (int)((long)i * length / size));

        public Expression Count => _end - _begin;

        public Expression Position => _begin + Formula.Term(axis);

        /// <summary>Whether the bin has the term that the reduction is at.</summary>
        public Expression HasTerm => Formula.Less(Position, _end);
    }
}
