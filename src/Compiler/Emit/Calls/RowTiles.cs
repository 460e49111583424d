using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>An offset that a tile kernel takes: a variable of the method, and how far it moves.</summary>
/// <param name="PixelStep">Floats per pixel of the row; 0 where it stays.</param>
/// <param name="PanelStep">Floats per block of output channels; 0 where it stays.</param>
/// <param name="CallStep">Floats per call, whatever its pixels; 0 where it stays.</param>
internal sealed record TileOffset(string Variable, int PixelStep, int PanelStep, int CallStep = 0)
{
    public string TileVariable => "tile" + char.ToUpperInvariant(Variable[0]) + Variable.Substring(1);
}

/// <summary>
/// Writes the kernel calls for one row of pixels: a branch per vector width, of which the JIT keeps one, and in it a call or a
/// loop of calls per run of equal tiles.
/// </summary>
internal sealed class RowTiles(SourceWriter writer, EquatableArray<RowTiling> tilings)
{
    /// <summary>The kernel for a width and a number of pixels.</summary>
    public required Func<RowTiling, int, KernelVariant> Variant { get; init; }

    /// <summary>The buffer in which the filters lie.</summary>
    public string Filters { get; init; } = "weights";

    /// <summary>Blocks of output channels that the row has; a width goes over the row until all are done.</summary>
    public int Blocks { get; init; } = 1;

    /// <summary>The offsets, in the order of the kernel's parameters.</summary>
    public required Func<RowTiling, IReadOnlyList<TileOffset>> Offsets { get; init; }

    /// <summary>The lines of arguments behind the offsets, for a width.</summary>
    public required Func<RowTiling, IReadOnlyList<string>> Arguments { get; init; }

    public void Write() => WidthDispatch.Write(writer, tilings.Select(tiling => tiling.Bits).Distinct(), bits =>
    {
        var ofWidth = tilings.Where(tiling => tiling.Bits == bits).ToList();
        var first = 0;
        foreach (var tiling in ofWidth)
        {
            // Half a block is the last one; other tilings go over the row for all blocks that are left.
            var times = (tiling.EndsWithHalf ? tiling.Panels : Blocks - first - ofWidth.Skip(1).Sum(half => half.Panels)) / tiling.Panels;
            using (times > 1 ? writer.Block($"for (int panel = 0; panel < {times}; panel++)") : ofWidth.Count > 1 ? writer.Block() : null)
                WriteRow(tiling, times > 1 ? "panel" : CSharpText.Number(first));
            first += times * tiling.Panels;
        }
    });

    private void WriteRow(RowTiling tiling, string panel)
    {
        var offsets = Offsets(tiling);
        var isOneCall = tiling.Tiles.Count == 1 && (tiling.TileCount == 1 || Variant(tiling, tiling.Tiles[0].Pixels).TakesTiles);
        var moving = isOneCall ? [] : offsets.Where(offset => offset.PixelStep + offset.CallStep != 0).ToList();
        foreach (var offset in moving)
            writer.Line($"int {offset.TileVariable} = {Start(offset, panel)};");
        var arguments = offsets.Select(offset =>
            moving.Contains(offset) ? offset.TileVariable : Start(offset, panel)).ToList();
        for (var i = 0; i < tiling.Tiles.Count; i++)
            WriteRun(tiling, tiling.Tiles[i], arguments, moving, isLast: i == tiling.Tiles.Count - 1);
    }

    private void WriteRun(RowTiling tiling, TileRun run, List<string> arguments, List<TileOffset> moving, bool isLast)
    {
        var variant = Variant(tiling, run.Pixels);
        var calls = variant.TakesTiles ? 1 : run.Count;
        using var loop = calls == 1 ? null : writer.Block($"for (int tile = 0; tile < {calls}; tile++)");
        KernelCallText.Write(writer, variant.ClassName,
        [
            $"arena, {Filters}, {string.Join(", ", arguments)}", .. Arguments(tiling),
            .. variant.TakesTiles ? [$"tiles: {run.Count}"] : Array.Empty<string>(),
        ]);
        if (isLast && calls == 1)
            return;
        foreach (var offset in moving)
            writer.Line($"{offset.TileVariable} += {((run.Pixels * offset.PixelStep) + offset.CallStep) * (run.Count / calls)};");
    }

    private static string Start(TileOffset offset, string panel) => panel == "0" || offset.PanelStep == 0 ? offset.Variable
        : panel == "1" ? $"{offset.Variable} + {offset.PanelStep}" : $"{offset.Variable} + {panel} * {offset.PanelStep}";
}

/// <summary>A call of a shared kernel, with its arguments on as many lines as make sense.</summary>
internal static class KernelCallText
{
    public static void Write(SourceWriter writer, string kernel, IReadOnlyList<string> lines)
    {
        writer.Line($"{kernel}.Run(");
        using (writer.Indent())
            writer.Line(string.Join(",\n", lines) + ");");
    }

    /// <summary>The steps between the taps that a kernel writes out, or else the loops over them, as named arguments.</summary>
    public static IReadOnlyList<string> Taps(TapLoops loops, (int Blocks, int Rows, int Run) unrolled) => unrolled.Blocks switch
    {
        0 => Taps(loops),
        1 => [$"rowStep: {loops.RowStep}"],
        _ => [$"blockStep: {loops.BlockStep}, rowStep: {loops.RowStep}"],
    };

    /// <summary>The line with what an activation adds to the arguments of a kernel, if it adds anything.</summary>
    public static IReadOnlyList<string> Activation(ActivationFunction activation) => activation.Kind == ActivationKind.QuantizeSteps
        ? [$"scale: {CSharpText.Float(activation.Alpha)}, least: {CSharpText.Float(activation.Beta)}"] : [];

    /// <summary>The loops over the taps as named arguments.</summary>
    /// <param name="blocks">The text of how many blocks, where that is no constant.</param>
    public static IReadOnlyList<string> Taps(TapLoops loops, string? blocks = null) =>
    [
        $"blocks: {blocks ?? CSharpText.Number(loops.Blocks)}, rows: {loops.Rows}, columns: {loops.Columns}, run: {loops.Run}, lastRun: {loops.LastRun}",
        $"blockStep: {loops.BlockStep}, rowStep: {loops.RowStep}, columnStep: {loops.ColumnStep}",
    ];
}

/// <summary>A branch per vector width. <c>IsHardwareAccelerated</c> is a constant for the JIT, which drops the others.</summary>
internal static class WidthDispatch
{
    public static void Write(SourceWriter writer, IEnumerable<int> widths, Action<int> body)
    {
        var ordered = widths.OrderByDescending(bits => bits).ToList();
        if (ordered.Count == 1)
        {
            body(ordered[0]);
            return;
        }

        for (var i = 0; i < ordered.Count; i++)
        {
            var condition = $"if (Vector{ordered[i]}.IsHardwareAccelerated)";
            using (writer.Block(i == 0 ? condition : i == ordered.Count - 1 ? "else" : "else " + condition))
                body(ordered[i]);
        }
    }
}
