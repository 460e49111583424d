namespace ModelCompiler.Compiler.Definition;

/// <summary>Operators of ONNX that combine elements along axes.</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> ReductionOperators() =>
    [
        Reduction("ReduceSum", "Σ x."),
        Reduction("ReduceMean", "The mean."),
        Reduction("ReduceMax", "The greatest element."),
        Reduction("ReduceMin", "The least element."),
        Reduction("ReduceProd", "Π x."),
        Reduction("ReduceL1", "Σ |x|."),
        Reduction("ReduceL2", "√(Σ x²)."),
        Reduction("ReduceSumSquare", "Σ x²."),
        Reduction("ReduceLogSum", "log(Σ x)."),
        Reduction("ReduceLogSumExp", "log(Σ eˣ)."),
        Search("ArgMax", "The index of the greatest element."),
        Search("ArgMin", "The index of the least element."),
        Operator("TopK", 1, 1, "The indices of the k greatest elements, in their order.",
            Whole("k", "How many.") with { IsRequired = true }, Whole("axis", "Along which axis.", "-1"),
            Flag("largest", "Whether the greatest elements are taken, and not the least.", true)),
        Operator("CumSum", 1, 1, "The sum of all elements up to each.", Whole("axis", "Along which axis.", "0"),
            Flag("exclusive", "Whether the element itself does not count.", false),
            Flag("reverse", "Whether it is the sum from each element to the end.", false)),
    ];

    private static LayerSchema Reduction(string name, string summary) => Operator(
        name, 1, 1, summary, Wholes("axes", "Along which axes; all without it."), KeepDimensions(),
        Flag("noop_with_empty_axes", "Whether nothing is combined where no axes are given.", false));

    private static LayerSchema Search(string name, string summary) => Operator(
        name, 1, 1, summary, Whole("axis", "Along which axis.", "0"), KeepDimensions(),
        Flag("select_last_index", "Whether the last of equal elements is taken, and not the first.", false));

    private static PropertySchema KeepDimensions() =>
        Flag("keepdims", "Whether the axes remain, with one element each.", true);
}
