using ModelCompiler.Compiler.Emit.Kernels;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit.Calls;

/// <summary>The method of a dense layer: some blocks of 16 outputs per work item, of all samples.</summary>
internal static class DenseEmitter
{
    public static IEnumerable<KernelVariant> Variants(DenseCall call) => call.Tilings.Count == 0
        ? VectorWidths.All.Select(bits => Block(call, bits))
        : call.Tilings.SelectMany(tiling => tiling.Tiles.Select(run => Tile(call, tiling, run.Pixels)));

    public static void Write(DenseCall call, CallContext context, SourceWriter writer)
    {
        var d = call.Destination.Geometry;
        using (writer.Block("for (int item = first; item < end; item++)"))
        {
            var items = call.WorkItems;
            CallContext.WriteItem(writer, 1, items, 1);
            writer.Line($"int source = {CallContext.Offset(context.Origin(call.Source))};");
            writer.Line($"int filter = {CallContext.Offset(call.Filters.Offset, ("block", call.FilterBlock * call.BlocksPerItem, items))};");
            writer.Line($"int bias = {CallContext.Offset(call.Bias.Offset, ("block", DenseBlock.Block * call.BlocksPerItem, items))};");
            if (call.Factors is { } factors)
                writer.Line($"int factor = {CallContext.Offset(factors.Offset, ("block", DenseBlock.Block * call.BlocksPerItem, items))};");
            WriteBlockOffset("destination", call.Destination);
            if (call.Residual is not null)
                WriteBlockOffset("residual", call.Residual);
            if (call.Tilings.Count == 0)
                WriteSample(call, writer);
            else
                WriteTiles(call, writer);
            WriteEpilogue(call, context, writer);
        }

        void WriteBlockOffset(string name, TensorView view) => writer.Line(
            $"int {name} = {CallContext.Offset(context.Origin(view), ("block", call.BlocksPerItem * view.Geometry.BlockStride, call.WorkItems))};");
    }

    private static void WriteSample(DenseCall call, SourceWriter writer)
    {
        var (d, residual) = (call.Destination.Geometry, call.Residual?.Geometry);
        var taps = KernelCallText.Taps(TapLoops.ForImage(call.Source.Geometry));
        WidthDispatch.Write(writer, VectorWidths.All, bits =>
        {
            var kernel = Block(call, bits);
            for (var first = 0; first < call.BlocksPerItem; first += kernel.Panels)
            {
                var offsets = $"arena, weights, source, {At("filter", call.FilterBlock)}, {(call.Factors is null ? "" : At("factor", DenseBlock.Block) + ", ")}{At("bias", DenseBlock.Block)}, {At("destination", d.BlockStride)}"
                    + (residual is null ? "" : $", {At("residual", residual.BlockStride)}");
                KernelCallText.Write(
                    writer, kernel.ClassName,
                    [offsets, .. taps, .. kernel.Panels > 1 ? [PanelSteps(call)] : Array.Empty<string>(), .. KernelCallText.Activation(call.Activation)]);

                string At(string offset, int step) => KernelFile.Plus(offset, first * step);
            }
        });
    }

    private static void WriteTiles(DenseCall call, SourceWriter writer)
    {
        var (d, residual) = (call.Destination.Geometry, call.Residual?.Geometry);
        var taps = KernelCallText.Taps(TapLoops.ForImage(call.Source.Geometry));
        new RowTiles(writer, call.Tilings)
        {
            Variant = (tiling, samples) => Tile(call, tiling, samples),
            Blocks = call.BlocksPerItem,
            Offsets = _ =>
            [
                new("source", call.Source.Geometry.BatchStride, 0), new("filter", 0, call.FilterBlock), new("bias", 0, DenseBlock.Block),
                new("destination", d.BatchStride, d.BlockStride),
                .. residual is null ? Array.Empty<TileOffset>() : [new("residual", residual.BatchStride, residual.BlockStride)],
            ],
            Arguments = tiling =>
            [
                .. taps,
                .. tiling.Panels > 1 ? [PanelSteps(call)] : Array.Empty<string>(),
                $"destinationStep: {d.BatchStride}" + Argument("residualStep", residual?.BatchStride),
                .. KernelCallText.Activation(call.Activation),
            ],
        }.Write();
    }

    private static void WriteEpilogue(DenseCall call, CallContext context, SourceWriter writer)
    {
        var d = call.Destination.Geometry;
        if (KernelVariant.IsInRegisters(call.Activation))
            return;
        using (call.Tilings.Count == 0 ? null : writer.Block($"for (int sample = 0; sample < {d.Batch}; sample++)"))
            RowEpilogue.Write(
                writer, context, call.Destination, call.Activation,
                call.Tilings.Count == 0 ? "destination" : $"destination + sample * {d.BatchStride}", call.BlocksPerItem);
    }

    private static string PanelSteps(DenseCall call) =>
        $"filterPanel: {call.FilterBlock}, destinationPanel: {call.Destination.Geometry.BlockStride}" + Argument("residualPanel", call.Residual?.Geometry.BlockStride);

    private static string Argument(string name, int? value) => value is null ? "" : $", {name}: {value}";

    private static DenseBlock Block(DenseCall call, int bits) =>
        new(bits, call.BlocksPerCall(bits), call.Chains, call.Residual is not null, KernelVariant.InRegisters(call.Activation))
        {
            HasPairs = call.Factors is not null,
        };

    private static ConvTile Tile(DenseCall call, RowTiling tiling, int samples) => new(
        tiling.Bits, samples, DenseBlock.Block, tiling.Panels, call.Source.Geometry.BatchStride, true, call.Residual is not null,
        KernelVariant.InRegisters(call.Activation))
    {
        IsSpread = true,
    };
}
