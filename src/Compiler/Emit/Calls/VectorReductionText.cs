using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>
/// Prints the loops of reductions over vectors: of elements, each with its own result, or of terms of one element. Sums are
/// those of doubles, in two vectors for the lower and the upper half of the terms.
/// </summary>
internal static class VectorReductionText
{
    private const string Type = "Vector256";

    /// <summary>The reduction for a vector of elements.</summary>
    /// <param name="number">Tells the reductions of an element apart.</param>
    /// <param name="scope">Knows the reduction as a variable afterwards.</param>
    public static void WriteElements(Reduction reduction, int number, VectorText scope, SourceWriter writer)
    {
        var name = ReductionText.NameOf(reduction, number);
        WriteAccumulators(reduction, name, writer);
        var blocks = Open(reduction.Extents, writer);
        WriteTerm(reduction, name, scope.Inner(), writer);
        Close(blocks);
        scope.Define(reduction, name);
        if (ReductionText.IsWide(reduction))
            writer.Line($"{Type}<float> {name} = {Type}.Narrow({name}Lower, {name}Upper);");
    }

    /// <summary>The reduction of one element over vectors of terms, and over single ones where there is no room for a vector.</summary>
    /// <param name="number">Tells the reductions of an element apart.</param>
    /// <param name="loop">The loop over vectors, inside of which no loop runs more than once.</param>
    /// <param name="scope">Knows the reduction as a variable afterwards.</param>
    public static void WriteTerms(Reduction reduction, int number, int loop, ExpressionText scope, SourceWriter writer)
    {
        var name = ReductionText.NameOf(reduction, number);
        var (index, extent) = ("r" + CSharpText.Number(loop), reduction.Extents[loop]);
        var end = CSharpText.Number(extent - (extent % LoopNest.VectorLength));
        WriteAccumulators(reduction, name + "s", writer);
        writer.Line($"{ReductionText.AccumulatorOf(reduction)} {name} = {ReductionText.Start(reduction)};");
        var blocks = Open(reduction.Extents.Take(loop), writer);
        using (writer.Block($"for (int {index} = 0; {Type}.IsHardwareAccelerated && {index} < {end}; {index} += {LoopNest.VectorLength})"))
            WriteTerm(reduction, name + "s", new VectorText(scope.Inner(), Formula.Term(loop)), writer);
        using (writer.Block($"for (int {index} = {Type}.IsHardwareAccelerated ? {end} : 0; {index} < {CSharpText.Number(extent)}; {index}++)"))
        {
            var inner = scope.Inner();
            inner.Share(reduction.Value, writer);
            writer.Line(ReductionText.Combine(reduction.Combiner, name, inner.Text(reduction.Value)));
        }

        Close(blocks);
        writer.Line(ReductionText.Combine(reduction.Combiner, name, Across(reduction.Combiner, name + "s")));
        scope.Define(reduction, ReductionText.ResultOf(reduction, name));
    }

    private static void WriteAccumulators(Reduction reduction, string name, SourceWriter writer)
    {
        if (ReductionText.IsWide(reduction))
            writer.Line($"{Type}<double> {name}Lower = {Type}<double>.Zero;").Line($"{Type}<double> {name}Upper = {Type}<double>.Zero;");
        else
            writer.Line($"{Type}<float> {name} = {Type}.Create({ReductionText.Start(reduction)});");
    }

    private static void WriteTerm(Reduction reduction, string name, VectorText scope, SourceWriter writer)
    {
        scope.Share(reduction.Value, writer);
        var text = scope.Text(reduction.Value);
        if (!ReductionText.IsWide(reduction))
        {
            writer.Line($"{name} = {Type}.{(reduction.Combiner == Combiner.Maximum ? "Max" : "Min")}({name}, {text});");
            return;
        }

        writer.Line($"{Type}<float> term = {text};");
        writer.Line($"{name}Lower += {Type}.WidenLower(term);");
        writer.Line($"{name}Upper += {Type}.WidenUpper(term);");
    }

    private static string Across(Combiner combiner, string name) => combiner switch
    {
        Combiner.Sum => $"{Type}.Sum({name}Lower + {name}Upper)",
        Combiner.Maximum => $"VectorMath.Maximum({name})",
        _ => $"VectorMath.Minimum({name})",
    };

    private static Stack<IDisposable> Open(IEnumerable<int> extents, SourceWriter writer)
    {
        var blocks = new Stack<IDisposable>();
        foreach (var (extent, loop) in extents.Select((extent, loop) => (extent, loop)))
            if (extent != 1)
                blocks.Push(writer.Block($"for (int r{loop} = 0; r{loop} < {extent}; r{loop}++)"));
        return blocks;
    }

    private static void Close(Stack<IDisposable> blocks)
    {
        while (blocks.Count > 0)
            blocks.Pop().Dispose();
    }
}
