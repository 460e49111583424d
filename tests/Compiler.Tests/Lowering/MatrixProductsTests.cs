using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Lowering;

/// <summary>Which sums of products become products of matrices; what they compute is tested where models run.</summary>
public class MatrixProductsTests
{
    [Theory]
    [InlineData("bij,bjk->bik", false)]
    [InlineData("bji,bjk->bik", true)]
    [InlineData("bij,bkj->bik", false)]
    [InlineData("bji,bkj->bik", true)]
    public void Every_order_of_the_operands_is_a_product(string equation, bool packsRows)
    {
        var operands = equation.Split("->")[0].Split(',');
        var product = Assert.Single(ProductsOf(
            Layer.Input(Shape(operands[0])).Named("a"), Layer.Input(Shape(operands[1])).Named("b"), Einsum(equation)));
        Assert.Equal((20, 30, 40), (product.Rows, product.Terms, product.Columns));
        Assert.Equal(packsRows, product.PacksRows);

        static int[] Shape(string axes) => [.. axes.Skip(1).Select(axis => 20 + (10 * (axis - 'i')))];
    }

    [Fact]
    public void Result_that_is_transposed_exchanges_the_operands()
    {
        var product = Assert.Single(ProductsOf(Layer.Input(20, 30).Named("a"), Layer.Input(30, 40).Named("b"), Einsum("bij,bjk->bki")));
        Assert.Equal((40, 30, 20), (product.Rows, product.Terms, product.Columns));
    }

    [Fact]
    public void Heads_that_lie_side_by_side_are_pairs()
    {
        var products = ProductsOf(Layer.Input(64, 96), Layer.Of("MultiHeadAttention").With("heads", 4));
        Assert.Equal(2, products.Count);
        Assert.All(products, product => Assert.Equal([4], product.Pairs.Select(pairs => pairs.Count)));
    }

    [Fact]
    public void Many_rows_are_several_items()
    {
        var product = Assert.Single(ProductsOf(Layer.Input(192, 9).Named("a"), Layer.Input(9, 32).Named("b"), Einsum("bij,bjk->bik")));
        Assert.Equal((64, 3), (product.Rows, product.RowItems));
    }

    [Theory]
    [InlineData("bij,bjk->bik", 15, 16, 17)]
    [InlineData("bij,bjk->bik", 100, 100, 3)]
    [InlineData("bij,bij->bij", 100, 100, 0)]
    public void Small_ones_and_others_stay_loop_nests(string equation, int i, int j, int k)
    {
        var last = k == 0 ? [i, j] : (int[])[j, k];
        Assert.Empty(ProductsOf(Layer.Input(i, j).Named("a"), Layer.Input(last).Named("b"), Einsum(equation)));
    }

    private static LayerDefinition Einsum(string equation) => Layer.Of("onnx.Einsum").With("equation", equation).From("a", "b");

    private static List<MatrixProduct> ProductsOf(params LayerDefinition[] layers) =>
        [.. ModelCompilation.Plan(Model.Of("net", layers), null, CompilerOptions.Default).Plan!.Calls.OfType<MatrixProduct>()];
}
