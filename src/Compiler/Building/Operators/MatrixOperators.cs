using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Weights;
using GemmOp = ModelCompiler.Compiler.IR.Ops.Gemm;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Products of matrices.</summary>
internal static class MatrixOperators
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        ("MatMul", MatMul),
        ("Gemm", Gemm),
    ];

    private static Value? MatMul(LayerContext layer)
    {
        var (a, b) = (layer.Operand, layer.Operands[1]);
        if (!layer.Requires(ElementSet.WideNumbers, a)
            || !layer.RequireSame(a, b) || MatrixProduct.Of(layer, a.Shape, b.Shape) is not { } product)
            return null;
        var body = product.Sum(indices => a.At(0, indices), indices => b.At(1, indices));
        return layer.AppendNest("MatMul", a.Type with { Shape = product.Result }, body, a, b);
    }

    /// <summary>
    /// alpha·A·B·factors + beta·C. The kernel takes constant weights [out, in] and a bias for each of their rows; the importer brings
    /// constants into that form.
    /// </summary>
    private static Value? Gemm(LayerContext layer)
    {
        var (a, b, c, factors, reader) = (layer.Operand, layer.Operands[1], layer.Optional(2), layer.Optional(3), layer.Reader);
        var (transA, transB) = (reader.Flag("transA", false), reader.Flag("transB", false));
        var (alpha, beta) = ((float)reader.Number("alpha", 1), (float)reader.Number("beta", 1));
        if (!layer.RequireFloats())
            return null;
        if (a.Shape.Rank != 2 || b.Shape.Rank != 2 || a.Shape[transA ? 0 : 1] != b.Shape[transB ? 1 : 0])
            return layer.Misfit($"cannot multiply matrices {a.Shape} and {b.Shape} with transA = {transA} and transB = {transB}");
        var result = TensorType.Float(a.Shape[transA ? 1 : 0], b.Shape[transB ? 0 : 1]);
        if (c is not null && Broadcasting.Join(result.Shape, c.Shape) != result.Shape)
            return layer.Misfit($"cannot add '{c.Name}' of shape {c.Shape} to a result of shape {result.Shape}");
        if (factors is not null && !layer.RequireShape(factors, result.Shape[1]))
            return null;

        if (a.IsImage() && !transA && transB && alpha == 1 && b is { IsConstant: true, Shape.ElementCount: > 0 }
            && factors is null or { IsConstant: true })
        {
            if (factors is not null)
                b = layer.AddConstant(new ScaledFilters(b.Constant!, factors.Constant!), "weight");
            var isBias = c is { IsConstant: true, Shape.Rank: 1 } && c.Shape[0] == result.Shape[1] && beta == 1;
            if (c is null || isBias)
                return layer.Append(new GemmOp(), c is null ? [a, b] : [a, b, c]);
            var matrix = layer.AppendPart(layer.PartName("product"), new GemmOp(), [a, b]);
            return matrix is null ? null : layer.AppendNest(
                "Gemm", result, Plus(matrix.At(0, Formula.Indices(2)), c, 1, beta, result.Shape), matrix, c);
        }

        var sum = Formula.Reduce(
            Combiner.Sum, [a.Shape[transA ? 0 : 1]],
            a.At(0, Order(Formula.Index(0), Formula.Term(0), transA)) * b.At(1, Order(Formula.Term(0), Formula.Index(1), transB)));
        var scaled = alpha == 1 ? sum : Formula.Number(alpha) * sum;
        List<Value> read = [a, b];
        if (factors is not null)
        {
            scaled *= factors.At(read.Count, [Formula.Index(1)]);
            read.Add(factors);
        }

        if (c is null)
            return layer.AppendNest("Gemm", result, scaled, [.. read]);
        var body = Plus(scaled, c, read.Count, beta, result.Shape);
        return layer.AppendNest("Gemm", result, body, [.. read, c]);
    }

    private static Expression[] Order(Expression row, Expression column, bool isTransposed) =>
        isTransposed ? [column, row] : [row, column];

    private static Expression Plus(Expression sum, Value c, int operand, float beta, TensorShape result)
    {
        var element = Broadcasting.Load(operand, c, result);
        return sum + (beta == 1 ? element : Formula.Number(beta) * element);
    }
}
