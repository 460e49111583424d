using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Accuracy;

/// <summary>
/// The rounding error of each layer of a plan, from its algorithm alone: no weight is read. <c>docs/algorithms.md</c> derives the formulas.
/// </summary>
internal static class RoundingErrors
{
    // Rounding of a filter that was folded, of the additions of bias and residual, and of a product where it is not fused.
    private const int BesideProducts = 4;

    // Of the smooth functions: exponential, power and division, each to a few units in the last place.
    private const int OfFunction = 10;

    /// <summary>Errors by name of the layer.</summary>
    public static IReadOnlyDictionary<string, RoundingError> Of(ExecutionPlan plan) => plan.Calls
        .GroupBy(call => call.Name)
        .ToDictionary(layer => layer.Key, layer => layer.Select(Of).Aggregate(RoundingError.None, (all, next) => all.Then(next)));

    private static RoundingError Of(KernelCall call) => call switch
    {
        WinogradConv c => WinogradError.Of(c),
        ColumnWinogradConv c => WinogradError.Of(c),
        FourierConv c => FourierError.Of(c.Tiling, c.Source.Geometry.Channels, isDepthwise: false),
        FourierDepthwiseConv c => FourierError.Of(c.Tiling, 1, isDepthwise: true),
        Im2colConv c => SumOf(c.PatchLength, BesideProducts),
        DirectConv c => SumOf(Taps(c.Window) * c.Source.Geometry.Channels / c.Group, BesideProducts),
        PlanarConv c => SumOf(Taps(c.Window) * c.Source.Geometry.Channels / c.Group, BesideProducts),
        DepthwiseConv c => SumOf(Taps(c.Window), BesideProducts),
        TransposedConv c => SumOf(Taps(c.Window) * c.Source.Geometry.Channels, BesideProducts),
        DenseCall c => SumOf(c.Source.Geometry.ElementCount / c.Source.Geometry.Batch, BesideProducts),
        GemvCall c => SumOf(c.Rows.Columns, BesideProducts),
        Pool { IsMaximum: false } c => SumOf(Taps(c.Window), 2),
        GlobalPool { IsMaximum: false } c => SumOf((long)c.Source.Geometry.Height * c.Source.Geometry.Width, 2),
        Plan.Binary => Rounding.Of(1, 1),
        ScaleShift => Rounding.Of(2, 3),
        LocalResponse c => SumOf(c.Size, OfFunction),
        ApplySoftmax c => SumOf(SoftmaxTerms(c), OfFunction),
        MatrixProduct c => SumOf(c.Terms, BesideProducts),
        RecurrentCall c => OfRecurrence(c.Form),
        LoopNest { Destination.Element: ElementType.Float32 } c => Of(c.Body),
        _ => RoundingError.None,
    };

    /// <summary>
    /// The first of the inputs goes through the products and functions of all steps, which is the bound, for a cell that does not make an error
    /// of its state larger. What is to be expected does not grow with the steps: gates are half open in the mean, so that half of an error is
    /// left behind the next step, a quarter of its square.
    /// </summary>
    private static RoundingError OfRecurrence(RecurrentForm form)
    {
        // The product and the functions of a step, two of them where gates are computed one behind the other.
        var products = form.Cell == CellKind.Gru ? 2.0 : 1.0;
        var functions = form.Cell == CellKind.Simple ? OfFunction : 3.0 * OfFunction;
        var remembered = form.Steps == 1 ? 1 : 4.0 / 3;
        return Rounding.Of(
            remembered * ((products * ((form.Units + 1) / 2.0)) + functions),
            form.Steps * ((products * (form.Units + BesideProducts)) + functions));
    }

    /// <summary>A sum of products, one after the other, with some operations around it.</summary>
    private static RoundingError SumOf(long terms, int others) => Rounding.Of(((terms + 1) / 2.0) + 1, terms + others);

    private static long Taps(Window window) => (long)window.KernelHeight * window.KernelWidth;

    private static long SoftmaxTerms(ApplySoftmax call) => call.Axis switch
    {
        1 => call.Source.Geometry.Channels,
        2 => call.Source.Geometry.Height,
        _ => call.Source.Geometry.Width,
    };

    /// <summary>The operations of a formula, and its sums; what only chooses or moves elements rounds nothing.</summary>
    private static RoundingError Of(Expression body)
    {
        var parts = Formula.Parts(body).Where(part => part.Type == ElementType.Float32).ToList();
        var operations = parts.Count(part =>
            (part is Unary unary && !IsExact(unary.Function))
            || part is Expressions.Binary { Function: not (BinaryFunction.Minimum or BinaryFunction.Maximum) });
        var sums = parts.OfType<Reduction>().Where(part => part.Combiner is not (Combiner.Minimum or Combiner.Maximum))
            .Select(part => part.Extents.Aggregate(1.0, (count, extent) => count * extent)).ToList();
        return Rounding.Of(operations + sums.Sum(terms => (terms + 1) / 2), operations + sums.Sum());
    }

    private static bool IsExact(UnaryFunction function) => function is
        UnaryFunction.Negate or UnaryFunction.Absolute or UnaryFunction.Sign or UnaryFunction.Floor or UnaryFunction.Ceiling or UnaryFunction.Round;
}
