using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The method of a product of two computed matrices: some rows of one product per work item.</summary>
internal static class MatrixProductEmitter
{
    public static IEnumerable<KernelVariant> Variants(MatrixProduct call) =>
        call.Tilings.SelectMany(tiling => tiling.Tiles.Select(run => Variant(call, tiling, run.Pixels)));

    public static void Write(MatrixProduct call, CallContext context, SourceWriter writer)
    {
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            WriteIndices(call, writer);
            WriteOffset("left", call.Left, call.Rows * call.Left.RowStep, pairs => pairs.LeftStep);
            WriteOffset("right", call.Right, 0, pairs => pairs.RightStep);
            WriteOffset("result", call.Result, call.Rows * call.Result.RowStep, pairs => pairs.ResultStep);
            if (call.PacksRows)
                writer.Line($"MatrixCopy.Pack(arena, left, {call.Left.RowStep}, {call.Left.TermStep}, {call.Rows}, {call.Terms}, scale: 1f, scratch + {call.PackedRows});");
            using (call.Panels == 1 ? null : writer.Block($"for (int part = 0; part < {call.Panels}; part++)"))
                WritePanel(call, writer);
        }

        void WriteOffset(string name, MatrixOperand operand, int rowItem, Func<MatrixPairs, int> step)
        {
            var terms = call.Pairs.Select((pairs, loop) => (Index(call, loop), step(pairs), pairs.Count));
            writer.Line($"int {name} = {CallContext.Offset(
                context.Origin(operand.View) + operand.Offset, [("rows", rowItem, call.RowItems), .. terms])};");
        }
    }

    private static string Index(MatrixProduct call, int loop) => call.Pairs.Count == 1 ? "pair" : $"pair{loop}";

    // Rows count fastest, then the innermost loop over pairs.
    private static void WriteIndices(MatrixProduct call, SourceWriter writer)
    {
        var loops = call.Pairs.Select((pairs, loop) => (Name: Index(call, loop), pairs.Count)).Reverse()
            .Prepend(("rows", call.RowItems)).Where(loop => loop.Item2 > 1).ToList();
        var below = 1;
        foreach (var (name, count) in loops)
        {
            var quotient = below == 1 ? "item" : $"item / {below}";
            writer.Line($"int {name} = {(below * count == call.WorkItems ? quotient : $"{quotient} % {count}")};");
            below *= count;
        }
    }

    private static void WritePanel(MatrixProduct call, SourceWriter writer)
    {
        var column = call.Panels == 1 ? "" : " + column";
        if (call.Panels > 1)
            writer.Line(call.Columns % call.PackedColumns == 0
                ? $"int column = part * {call.PackedColumns};"
                : $"int column = Math.Min(part * {call.PackedColumns}, {call.Columns - call.PackedColumns});");
        for (var block = 0; block < call.PackedBlocks; block++)
        {
            var columns = call.Panels == 1 ? "" : call.Right.RowStep == 1 ? " + column" : $" + column * {call.Right.RowStep}";
            var source = Kernels.KernelFile.Plus($"right{columns}", block * call.Block * call.Right.RowStep);
            writer.Line($"MatrixCopy.Pack(arena, {source}, {call.Right.TermStep}, {call.Right.RowStep}, {call.Terms}, {call.Block}, scale: {CSharpText.Float(call.Scale)}, {Kernels.KernelFile.Plus("scratch", block * call.Block * call.Terms)});");
        }

        writer.Line($"int source = {(call.PacksRows ? $"scratch + {call.PackedRows}" : "left")};");
        writer.Line("int filter = scratch;");
        writer.Line($"int destination = result{column};");
        new RowTiles(writer, call.Tilings)
        {
            Filters = "arena",
            Variant = (tiling, rows) => Variant(call, tiling, rows),
            Blocks = call.PackedBlocks,
            Offsets = _ =>
            [
                new("source", RowStep(call), 0), new("filter", 0, call.Block * call.Terms),
                new("destination", call.Result.RowStep, call.Block),
            ],
            Arguments = tiling =>
            [
                .. KernelCallText.Taps(TapLoops.ForRun(call.Terms)),
                .. tiling.Panels > 1 ? [$"filterPanel: {call.Block * call.Terms}, destinationPanel: {call.Block}"] : Array.Empty<string>(),
                $"destinationStep: {call.Result.RowStep}",
            ],
        }.Write();
    }

    private static int RowStep(MatrixProduct call) => call.PacksRows ? call.Terms : call.Left.RowStep;

    private static ConvTile Variant(MatrixProduct call, RowTiling tiling, int rows) => new(
        tiling.Bits, rows, call.Block, tiling.Panels, RowStep(call), false, false, ActivationKind.None)
    {
        IsSpread = true,
        IsUnaligned = true,
    };
}
