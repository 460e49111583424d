using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>Products of matrices. Constant weights become [out, in], the form for which there is a kernel.</summary>
internal static class MatrixMappings
{
    public static IEnumerable<OperatorMapping> Mappings =>
    [
        new("MatMul", "", MatMul),
        new("Gemm", "Floats only.", Gemm),
        new("Einsum", "", node => node.Return(node.Add(
            "Einsum", [.. node.Inputs.Select((_, i) => node.Input(i))], ("equation", node.Text("equation", ""))))),
    ];

    /// <summary>Many rows times constant weights are one Gemm, however the rows are stacked.</summary>
    private static void MatMul(OperatorNode node)
    {
        var (a, b) = (node.Input(0), node.Input(1));
        if (a is not { Value.IsConstant: false, Element: ElementType.Float32, Rank: > 0 } || b is not { Known: not null, Rank: 2 }
            || b.Element != ElementType.Float32 || a.Shape[a.Rank - 1] != b.Shape[0] || a.Shape.ElementCount == 0)
        {
            node.Return(node.Add("MatMul", [a, b]));
            return;
        }

        long[] rows = [.. a.Shape.Dimensions.Take(a.Rank - 1).Select(size => (long)size)];
        var matrix = a.Rank == 2 ? a : Reshape(node, a, [rows.Aggregate(1L, (product, size) => product * size), b.Shape[0]]);
        var (weights, factors) = Weights(node, b, isTransposed: false, alpha: 1);
        var product = node.Add("Gemm", factors is null ? [matrix, weights] : [matrix, weights, null, factors], ("transB", true));
        node.Return(a.Rank == 2 ? product : Reshape(node, product, [.. rows, b.Shape[1]]));
    }

    private static void Gemm(OperatorNode node)
    {
        var (a, b, c) = (node.Input(0), node.Input(1), node.Optional(2));
        var (transA, transB) = (node.Integer("transA", 0) != 0, node.Integer("transB", 0) != 0);
        var (alpha, beta) = (node.Float("alpha", 1), node.Float("beta", 1));
        if (beta == 0)
            c = null;
        Operand? factors = null;
        if (b is { Known: not null, Rank: 2, Element: ElementType.Float32 } && !a.Value.IsConstant && a.Rank == 2)
        {
            if (transA)
                (a, transA) = (node.Add("Transpose", [a], ("perm", (long[])[1, 0])), false);
            (b, factors) = Weights(node, b, transB, alpha);
            (transB, alpha) = (true, 1);
            if (c is { Known: { } bias, Element: ElementType.Float32 } && Row(bias, b.Shape[0]) is { } row)
                (c, beta) = (node.Constant(Scaled(row, beta)), 1);
        }

        node.Return(node.Add(
            "Gemm", factors is null ? [a, b, c] : [a, b, c, factors], ("alpha", alpha), ("beta", beta), ("transA", transA), ("transB", transB)));
    }

    /// <summary>What is broadcast to all rows of a result as one of them; null if rows differ.</summary>
    private static TensorData? Row(TensorData bias, int length) =>
        bias.Count == 1 ? TensorData.Of(TensorShape.Of(length), [.. Enumerable.Repeat(bias.Floats[0], length)])
        : bias.Count == length && bias.Shape.Rank is 1 or 2 && bias.Shape[bias.Shape.Rank - 1] == length
            ? bias.Reshape(TensorShape.Of(length))
            : null;

    private static TensorData Scaled(TensorData data, float factor) =>
        factor == 1 ? data : TensorData.Of(data.Shape, Array.ConvertAll(data.Floats, value => value * factor));

    /// <summary>
    /// Constant weights [out, in] with alpha in them, and the factors of their rows where they are whole numbers of a quantised model that a
    /// scalar or a factor for each output was applied to. Those and what the file holds as bfloat16 stay in two bytes.
    /// </summary>
    private static (Operand Weights, Operand? Factors) Weights(OperatorNode node, Operand b, bool isTransposed, float alpha)
    {
        if (b.Integers is { } stored && (isTransposed ? stored : stored.Transposed) is var integers && integers.RowFactors(alpha) is { } factors)
            return (node.ShortConstant(integers.Elements, b.Value.Name), node.Constant(factors, b.Value.Name + ".factors"));
        var data = b.Known!;
        if (alpha == 1 && node.IsBFloat16(b))
            return (node.ShortConstant(isTransposed ? data : ScaledIntegers.Transpose(data, 1), b.Value.Name), null);
        return (node.Constant(isTransposed ? Scaled(data, alpha) : ScaledIntegers.Transpose(data, alpha)), null);
    }

    private static Operand Reshape(OperatorNode node, Operand operand, long[] shape) =>
        node.Add("Reshape", [operand], ("shape", shape));
}
