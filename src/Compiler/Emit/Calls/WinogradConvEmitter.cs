using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>Names of the methods for the three steps of a Winograd convolution.</summary>
internal sealed record WinogradSteps(string Input, string Products, string Output);

/// <summary>The methods of a Winograd convolution: its three steps, for one block of tiles per work item.</summary>
internal static class WinogradConvEmitter
{
    public static IEnumerable<KernelVariant> Variants(WinogradConv call)
    {
        foreach (var bits in VectorWidths.All)
        {
            yield return Input(call, bits);
            if (call.HasWholeTiles)
                yield return Output(call, bits, false);
            if (call.IsClipped)
                yield return Output(call, bits, true);
        }

        foreach (var product in PositionProductsEmitter.Variants(call.Products))
            yield return product;
    }

    /// <param name="steps">Names of the methods for the three steps.</param>
    public static void Write(WinogradConv call, WinogradSteps steps, SourceWriter writer)
    {
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            writer.Line($"int firstTile = {(call.WorkItems == 1 ? "0" : $"item * {call.TileBlock}")};");
            writer.Line($"int endTile = {(call.WorkItems == 1 ? CSharpText.Number(call.Tiles) : $"Math.Min(firstTile + {call.TileBlock}, {call.Tiles})")};");
            writer.Line($"{steps.Input}(firstTile, endTile, 0, {call.Products.InputBlocks}, scratch);");
            writer.Line($"{steps.Products}(0, {call.Positions}, 0, {call.Products.Items}, scratch);");
            writer.Line($"{steps.Output}(firstTile, endTile, 0, {call.Destination.Geometry.BlockCount}, scratch);");
        }
    }

    /// <summary>Bᵀ·d·B of every tile, channel block by channel block, a row of tiles at a time.</summary>
    public static void WriteInput(WinogradConv call, CallContext context, SourceWriter writer)
    {
        var s = call.Source.Geometry;
        var isPhased = !call.IsGathered && call.Phases.Count > 1;
        var (rows, columns) = isPhased ? (call.Window.StrideHeight, call.Window.StrideWidth) : (1, 1);
        var start = call.IsGathered ? $"{context.Origin(call.Source)}" : $"{context.WindowOrigin(call.Source, call.Window)}";
        if (isPhased)
        {
            var places = call.Phases.Order().Select(phase => (phase.Row * s.RowStride) + (phase.Column * s.Block));
            writer.Line($"ReadOnlySpan<int> phases = [{string.Join(", ", places)}];");
            start += s.BlockCount == 1 ? " + phases[block]" : $" + phases[block / {s.BlockCount}]";
        }

        using (writer.Block("for (int block = firstBlock; block < endBlock; block++)"))
        using (writer.Block("for (int tile = firstTile; tile < endTile;)"))
        {
            WriteTilePlace(call, writer);
            writer.Line($"int tiles = Math.Min({call.TileColumns} - tileColumn, endTile - tile);");
            writer.Line($"int source = {CallContext.Offset(
                start, (isPhased ? $"block % {s.BlockCount}" : "block", s.BlockStride, s.BlockCount),
                ("tileRow", call.TileHeight * rows * s.RowStride, call.TileRows),
                ("tileColumn", call.TileWidth * columns * s.Block, call.TileColumns), ("sample", s.BatchStride, s.Batch))};");
            writer.Line($"int destination = {CallContext.Offset("scratch", ("block", call.TileBlock * 16, call.Products.InputBlocks), ("(tile - firstTile)", 16, call.TileBlock))};");
            WidthDispatch.Write(writer, VectorWidths.All, bits => writer.Line(
                $"{Input(call, bits).ClassName}.Run(arena, source, destination, {rows * s.RowStride}, {call.InputPositionStride}, tiles, prefetch: {call.InputPrefetch});"));
            writer.Line("tile += tiles;");
        }
    }

    /// <summary>Aᵀ·m·A of every tile, with bias, residual and activation.</summary>
    public static void WriteOutput(WinogradConv call, CallContext context, SourceWriter writer)
    {
        var d = call.Destination.Geometry;
        using (writer.Block("for (int block = firstBlock; block < endBlock; block++)"))
        {
            writer.Line($"int bias = {CallContext.Offset(call.Bias.Offset, ("block", 16, d.BlockCount))};");
            using (writer.Block("for (int tile = firstTile; tile < endTile;)"))
            {
                WriteTilePlace(call, writer);
                writer.Line($"int products = {CallContext.Offset($"scratch + {call.Products.ProductsStart}", ("block", call.TileBlock * 16, d.BlockCount), ("(tile - firstTile)", 16, call.TileBlock))};");
                WritePlace(call.Destination, "destination");
                if (call.Residual is not null)
                    WritePlace(call.Residual, "residual");
                WriteRun(call, writer);
                WriteEpilogue(call, context, writer);
                writer.Line("tile += tiles;");
            }
        }

        void WritePlace(TensorView view, string name) => writer.Line($"int {name} = {CallContext.Offset(
            context.Origin(view), ("block", view.Geometry.BlockStride, view.Geometry.BlockCount),
            ("tileRow", call.StoredHeight * view.Geometry.RowStride, call.TileRows),
            ("tileColumn", call.StoredWidth * 16, call.TileColumns), ("sample", view.Geometry.BatchStride, view.Geometry.Batch))};");
    }

    // Whole tiles of a row go together; a tile that the image's end clips goes alone.
    private static void WriteRun(WinogradConv call, SourceWriter writer)
    {
        var d = call.Destination.Geometry;
        if (!call.IsClipped)
        {
            writer.Line($"int tiles = Math.Min({call.TileColumns} - tileColumn, endTile - tile);");
            WidthDispatch.Write(writer, VectorWidths.All, bits => writer.Line(Run(false, bits)));
            return;
        }

        writer.Line($"int rows = Math.Min({call.StoredHeight}, {d.Height} - tileRow * {call.StoredHeight});");
        writer.Line($"int columns = Math.Min({call.StoredWidth}, {d.Width} - tileColumn * {call.StoredWidth});");
        if (!call.HasWholeTiles)
        {
            writer.Line("int tiles = 1;");
            WidthDispatch.Write(writer, VectorWidths.All, bits => writer.Line(Run(true, bits)));
            return;
        }

        writer.Line($"bool isWhole = rows == {call.StoredHeight} && columns == {call.StoredWidth};");
        writer.Line($"int tiles = isWhole ? Math.Min({d.Width / call.StoredWidth} - tileColumn, endTile - tile) : 1;");
        WidthDispatch.Write(writer, VectorWidths.All, bits => writer.Line(
            $"if (isWhole)\n    {Run(false, bits)}\nelse\n    {Run(true, bits)}"));

        string Run(bool clipped, int bits) =>
            $"{Output(call, bits, clipped).ClassName}.Run(arena, weights, products, bias, destination, {d.RowStride}, "
            + (call.Residual is null ? "" : $"residual, {call.Residual.Geometry.RowStride}, ")
            + $"{call.OutputPositionStride}, tiles{(clipped ? ", rows, columns" : $", prefetch: {call.OutputPrefetch}")}"
            + string.Concat(KernelCallText.Activation(call.Activation).Select(arguments => ", " + arguments)) + ");";
    }

    private static void WriteEpilogue(WinogradConv call, CallContext context, SourceWriter writer)
    {
        if (KernelVariant.IsInRegisters(call.Activation))
            return;
        var d = call.Destination.Geometry;
        var (function, arguments) = CallContext.Activation(call.Activation);
        var rows = call.IsClipped ? "rows" : CSharpText.Number(call.StoredHeight);
        var width = !call.HasWholeTiles ? "columns" : call.IsClipped ? $"(isWhole ? tiles * {call.StoredWidth} : columns)" : $"tiles * {call.StoredWidth}";
        using (writer.Block($"for (int y = 0; y < {rows}; y++)"))
            writer.Line($"Activations.{function}(arena.Span.Slice(destination + y * {d.RowStride}, {width} * 16){arguments});");
        if (call.Activation.KeepsZero || d.LastLanes == d.Block)
            return;
        using (writer.Block(d.BlockCount > 1 ? $"if (block == {d.BlockCount - 1})" : ""))
        {
            var firstRow = $"tileRow * {call.StoredHeight}";
            writer.Line($"TensorCopy.ClearLanes(arena, {context.Arguments(call.Destination)}, {(d.Batch > 1 ? "sample" : "0")}, {firstRow}, {firstRow} + {rows}, tileColumn * {call.StoredWidth}, {width});");
        }
    }

    private static void WriteTilePlace(WinogradConv call, SourceWriter writer)
    {
        writer.Line($"int tileRow = tile / {call.TileColumns};");
        writer.Line($"int tileColumn = tile % {call.TileColumns};");
        if (call.Destination.Geometry.Batch == 1)
            return;
        writer.Line($"int sample = tileRow / {call.TileRows};");
        writer.Line($"tileRow %= {call.TileRows};");
    }

    private static WinogradInput Input(WinogradConv call, int bits) =>
        new(bits, call.TileHeight, call.TileWidth, call.Phases.KernelHeight, call.Phases.KernelWidth, call.IsGathered ? 1 : call.Window.StrideWidth);

    private static WinogradOutput Output(WinogradConv call, int bits, bool clipped) => new(
        bits, call.TileHeight, call.TileWidth, call.Phases.KernelHeight, call.Phases.KernelWidth, clipped,
        call.Residual is not null,
        KernelVariant.InRegisters(call.Activation))
    {
        IsPooled = call.IsPooled,
    };
}
