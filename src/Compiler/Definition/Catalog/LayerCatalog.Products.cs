namespace ModelCompiler.Compiler.Definition;

/// <summary>Operators that sum products of two or more tensors.</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> ProductOperators() =>
    [
        Operator("MatMul", 2, 2, "Product of matrices, or of stacks of them, as NumPy's matmul."),
        Operator("Gemm", 2, 4,
            "alpha·A·B + beta·C, with A and B transposed if asked for. Reads A, B, C, and factors of the columns of alpha·A·B, 1 without them.",
            Real("alpha", "Factor of the product.", "1"), Real("beta", "Factor of C.", "1"),
            Flag("transA", "Whether A is transposed.", false), Flag("transB", "Whether B is transposed.", false)),
        Operator("Einsum", 1, Any, "Product of all operands, summed over every label that the result does not have.",
            new PropertySchema("equation", PropertyType.Text, "A label for each axis of each operand, and of the result: ij,jk->ik.")
            {
                IsRequired = true,
            }),
    ];
}
