using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>
/// Prints an operator that has no kernel: plain loops over its result. Indices of the result are i0, i1 …, those of reductions r0,
/// r1 …, operands x0, x1 …, the result is y.
/// </summary>
internal static class LoopNestEmitter
{
    public static void Write(LoopNest nest, CallContext context, SourceWriter writer)
    {
        var used = new HashSet<int>(Formula.Parts(nest.Body).OfType<Load>().Select(load => load.Operand));
        for (var i = 0; i < nest.Operands.Count; i++)
            if (used.Contains(i))
                writer.Line($"ReadOnlySpan<{nest.Operands[i].Element.CSharpName()}> x{i} = {Operand(nest.Operands[i], context)};");
        writer.Line($"Span<{nest.Destination.Element.CSharpName()}> y = {context.Span(nest.Destination)};");
        var g = nest.Destination.Geometry;
        if (g.LastLanes < g.Block)
            writer.Line("y.Clear(); // the lanes behind the last channel are zero");
        WriteLoops(nest, 0, writer);
    }

    private static string Operand(NestOperand operand, CallContext context) => operand switch
    {
        NestOperand.InArena arena => context.Span(arena.View),
        NestOperand.InWeights weights => $"weights.Span.Slice({weights.Tensor.Offset}, {weights.Tensor.Length})",
        NestOperand.Table table =>
            $"[{string.Join(", ", table.Values.Select(value => ExpressionText.Integer(value, table.Element)))}]",
        _ => throw new InvalidOperationException($"No text for {operand}."),
    };

    private static void WriteLoops(LoopNest nest, int axis, SourceWriter writer)
    {
        if (axis == nest.Extents.Count)
        {
            WriteElement(nest, writer);
            return;
        }

        if (nest.Extents[axis] == 1)
        {
            WriteLoops(nest, axis + 1, writer);
            return;
        }

        var isDivided = nest.IsSplit && axis == nest.DividedAxis;
        var (first, end) = isDivided ? ("first", "end") : ("0", CSharpText.Number(nest.Extents[axis]));
        if (axis == nest.VectorAxis)
            WriteVectors(nest, axis, first, isDivided ? $"end - {LoopNest.VectorLength}" : CSharpText.Number(nest.Extents[axis] - LoopNest.VectorLength), writer);
        var start = axis == nest.VectorAxis ? "" : $"int i{axis} = {first}";
        using (writer.Block($"for ({start}; i{axis} < {end}; i{axis}++)"))
            WriteLoops(nest, axis + 1, writer);
    }

    /// <summary>As many vectors as the axis has room for; what is left is computed one by one.</summary>
    /// <param name="first">Where the axis begins.</param>
    /// <param name="last">Where its last vector may begin.</param>
    private static void WriteVectors(LoopNest nest, int axis, string first, string last, SourceWriter writer)
    {
        writer.Line($"int i{axis} = {first};");
        using (writer.Block($"for (; Vector256.IsHardwareAccelerated && i{axis} <= {last}; i{axis} += {LoopNest.VectorLength})"))
        {
            var scalars = new ExpressionText(nest.Operands);
            var vectors = new VectorText(scalars, Formula.Index(axis));
            var reductions = ReductionsOf(nest);
            for (var i = 0; i < reductions.Count; i++)
                VectorReductionText.WriteElements(reductions[i], i, vectors, writer);
            vectors.Share(nest.Body, writer);
            writer.Line($"{vectors.Inside(nest.Body)}.CopyTo(y.Slice({scalars.Text(IndexOf(nest))}, {LoopNest.VectorLength}));");
        }
    }

    private static Expression IndexOf(LoopNest nest) => Enumerable.Range(0, nest.Extents.Count)
        .Where(axis => nest.Extents[axis] > 1)
        .Aggregate((Expression)0, (sum, axis) => sum + (new LoopIndex(axis) * nest.Strides[axis]));

    private static List<Reduction> ReductionsOf(LoopNest nest) => [.. Formula.Parts(nest.Body).OfType<Reduction>().Distinct()];

    private static void WriteElement(LoopNest nest, SourceWriter writer)
    {
        var scope = new ExpressionText(nest.Operands);
        var reductions = ReductionsOf(nest);
        for (var i = 0; i < reductions.Count; i++)
            if (nest.VectorTerm >= 0 && nest.VectorAxis < 0)
                VectorReductionText.WriteTerms(reductions[i], i, nest.VectorTerm, scope, writer);
            else
                ReductionText.Write(reductions[i], i, scope, writer);
        scope.Share(nest.Body, writer);
        writer.Line($"y[{scope.Text(IndexOf(nest))}] = {scope.Text(nest.Body)};");
    }
}
