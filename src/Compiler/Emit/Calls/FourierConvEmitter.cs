using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>
/// The methods of convolutions by Fourier transforms: the transforms are functions of Runtime, since their speed depends on no constant, the
/// products are those of Winograd's algorithm.
/// </summary>
internal static class FourierConvEmitter
{
    /// <summary>A block of tiles per work item.</summary>
    public static void Write(FourierConv call, CallContext context, SourceWriter writer)
    {
        WriteTiles(call.Tiling, call.Window, writer);
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            var (products, transformed) = (call.Products, $"scratch + {call.Tiling.WorkLength}");
            var isOneBlock = call.WorkItems == 1;
            writer.Line($"int firstTile = {(isOneBlock ? "0" : $"item * {call.TileBlock}")};");
            writer.Line($"int endTile = {(isOneBlock ? CSharpText.Number(call.Tiles) : $"Math.Min(firstTile + {call.TileBlock}, {call.Tiles})")};");
            writer.Line(
                $"FourierConvolution.TransformInput(arena, {context.Arguments(call.Source)}, tiles, firstTile, endTile, scratch,\n"
                + $"    {transformed}, positionStride: {products.InputStride}, blockStride: {call.TileBlock * 16});");
            writer.Line($"const int firstPosition = 0, endPosition = {products.Positions}, firstBlock = 0, endBlock = {products.Items};");
            PositionProductsEmitter.Write(products, transformed, writer);
            writer.Line(
                $"FourierConvolution.TransformOutput(\n    arena, {transformed} + {products.ProductsStart}, {products.OutputStride}, {call.TileBlock * 16}, tiles, firstTile, endTile, scratch,\n"
                + $"    weights, {call.Bias.Offset}, {Results(call.Destination, call.Residual, context)});");
            if (call.Activation.IsNone)
                return;
            using (writer.Block($"for (int block = 0; block < {call.Destination.Geometry.BlockCount}; block++)"))
            using (writer.Block("for (int tile = firstTile; tile < endTile; tile++)"))
                WriteActivation(call.Tiling, call.Destination, call.Activation, context, writer);
        }
    }

    /// <summary>A pair of tiles of one channel block per work item.</summary>
    public static void Write(FourierDepthwiseConv call, CallContext context, SourceWriter writer)
    {
        WriteTiles(call.Tiling, call.Window, writer);
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            writer.Line($"int block = {(call.Pairs == 1 ? "item" : $"item / {call.Pairs}")};");
            writer.Line($"int firstTile = {(call.Pairs == 1 ? "0" : $"item % {call.Pairs} * 2")};");
            writer.Line(
                $"FourierConvolution.Depthwise(\n    arena, {context.Arguments(call.Source)}, tiles, block, firstTile, scratch,\n"
                + $"    weights, {call.Filters.Offset}, {call.Bias.Offset}, {Results(call.Destination, call.Residual, context)});");
            if (call.Activation.IsNone)
                return;
            using (writer.Block($"for (int tile = firstTile; tile < {(call.Tiles % 2 == 0 ? "firstTile + 2" : $"Math.Min(firstTile + 2, {call.Tiles})")}; tile++)"))
                WriteActivation(call.Tiling, call.Destination, call.Activation, context, writer);
        }
    }

    private static void WriteTiles(FourierTiling tiling, Window window, SourceWriter writer) => writer.Line(
        $"FourierTiles tiles = new(SampleRows: {tiling.Rows}, SampleColumns: {tiling.Columns}, TileHeight: {tiling.TileHeight}, TileWidth: {tiling.TileWidth}, "
        + $"TileRows: {tiling.TileRows}, TileColumns: {tiling.TileColumns}, PadTop: {window.PadTop}, PadLeft: {window.PadLeft});");

    private static string Results(TensorView destination, TensorView? residual, CallContext context) =>
        context.Arguments(destination) + (residual is null ? "" : $",\n    {context.Arguments(residual)}");

    // Row by row of the tile, while it is still in a cache.
    private static void WriteActivation(
        FourierTiling tiling, TensorView destination, IR.ActivationFunction activation, CallContext context, SourceWriter writer)
    {
        var d = destination.Geometry;
        var (function, arguments) = CallContext.Activation(activation);
        writer.Line($"int row = tile / {tiling.TileColumns} % {tiling.TileRows} * {tiling.TileHeight};");
        writer.Line($"int column = tile % {tiling.TileColumns} * {tiling.TileWidth};");
        writer.Line($"int sample = tile / {tiling.TileColumns * tiling.TileRows};");
        writer.Line($"int endRow = Math.Min(row + {tiling.TileHeight}, {d.Height});");
        writer.Line($"int width = Math.Min({tiling.TileWidth}, {d.Width} - column);");
        writer.Line($"int destination = {CallContext.Offset(context.Origin(destination), ("block", d.BlockStride, d.BlockCount), ("column", 16, d.Width), ("sample", d.BatchStride, d.Batch))};");
        using (writer.Block("for (int y = row; y < endRow; y++)"))
            writer.Line($"Activations.{function}(arena.Span.Slice(destination + y * {d.RowStride}, width * 16){arguments});");
        if (activation.KeepsZero || d.LastLanes == d.Block)
            return;
        using (writer.Block(d.BlockCount > 1 ? $"if (block == {d.BlockCount - 1})" : ""))
            writer.Line($"TensorCopy.ClearLanes(arena, {context.Arguments(destination)}, sample, row, endRow, column, width);");
    }
}
