using ModelCompiler.Compiler.Emit.Calls;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit;

/// <summary>The comment above a step's method: what it computes, how, at what cost, and which part of the arena it uses.</summary>
internal static class CallDescription
{
    public static IEnumerable<string> Of(KernelCall call, CallContext context)
    {
        var report = context.Plan.Layers.FirstOrDefault(layer => layer.Name == call.Name);
        yield return CSharpText.Comment($"{call.Name}: {What(call)}") + (report is { Macs: > 0 } && IsCompute(call)
            ? $"; {CSharpText.Count(report.Macs)} MACs." : ".");
        if (IsCompute(call) && report is { RunnerUp.Length: > 0 })
            yield return $"Predicted {CSharpText.Count(report.PredictedNanoseconds)} ns; second: {report.RunnerUp}.";
        if (IsCompute(call) && report is not null)
            yield return Facts(report);
        if (call.ItemScratch is { } scratch)
            yield return $"Scratch of {CSharpText.Count(scratch.Geometry.Length)} floats at arena {CSharpText.Count(context.Start(scratch))}.";
        foreach (var view in call.Reads)
            yield return $"Reads {Describe(view, context)}.";
        foreach (var view in call.Writes.Where(view => view != call.ItemScratch))
            yield return $"Writes {Describe(view, context)}.";
    }

    private static string Facts(LayerReport report) =>
        $"{CSharpText.Count(report.Parameters)} parameters, {CSharpText.Count(report.WeightBytes)} bytes of weights; an element depends on "
        + (report.ReceptiveField.IsWhole ? "all of the input" : $"{report.ReceptiveField.Describe()} of the input")
        + (report.Rounding is { Estimate: > 0 } error ? FormattableString.Invariant($"; rounding error about {error.Estimate:0.0e-0} of the sums.") : ".");

    private static bool IsCompute(KernelCall call) =>
        call is DirectConv or DepthwiseConv or PlanarConv or WinogradConv or ColumnWinogradConv or Im2colConv or FourierConv or FourierDepthwiseConv
            or TransposedConv or DenseCall or GemvCall or RecurrentCall;

    private static string What(KernelCall call) => call switch
    {
        LoadInput => "copies the caller's tensor into the arena",
        StoreOutput => "copies the result to the caller",
        ClearBorder => "zeros around the image, where its memory held another tensor",
        CopyTensor => "copies into another layout",
        GatherPhases g => $"the phases of {g.Window.Describe()} as channels",
        StackSample => "copies the result of one sample to its place among those of all samples",
        ReshapeTensor => "copies into another shape",
        DirectConv c => $"convolution {c.Window.Describe()}, direct{Behind(c.Residual, c.Activation)}",
        DepthwiseConv c => $"depthwise convolution {c.Window.Describe()}{Behind(c.Residual, c.Activation)}",
        PlanarConv c => $"convolution {c.Window.Describe()}{(c.Group == 1 ? "" : $" in {c.Group} groups")}, on planar rows{Behind(c.Residual, c.Activation)}",
        WinogradConv c => $"convolution {c.Window.Describe()}, Winograd with {c.TileHeight}×{c.TileWidth} tiles{(c.IsPooled ? ", maxima of 2×2 windows" : "")}{Behind(c.Residual, c.Activation)}",
        ColumnWinogradConv c => $"convolution {c.Window.Describe()}, Winograd along columns with {c.TileHeight} rows at once{Behind(null, c.Activation)}",
        Im2colConv c => $"convolution {c.Window.Describe()}, im2col and GEMM{Behind(c.Residual, c.Activation)}",
        FourierConv c => $"convolution {c.Window.Describe()}, FFT of {c.Tiling.Describe()} samples{Behind(c.Residual, c.Activation)}",
        FourierDepthwiseConv c => $"depthwise convolution {c.Window.Describe()}, FFT of {c.Tiling.Describe()} samples{Behind(c.Residual, c.Activation)}",
        TransposedConv c => $"transposed convolution {c.Window.Describe()}, direct by phases{Behind(null, c.Activation)}",
        DenseCall c => $"dense layer{(c.Factors is null ? "" : " on weights of two bytes")}{Behind(c.Residual, c.Activation)}",
        GemvCall c => $"dense layer, GEMV on row-major weights{Behind(c.Residual, c.Activation)}",
        Pool p => $"{(p.IsMaximum ? "maximum" : "mean")} over windows of {p.Window.Describe()}",
        GlobalPool p => $"{(p.IsMaximum ? "maximum" : "mean")} over all positions",
        Binary b => $"{(b.Operator == BinaryOperator.Add ? "sum" : "product")} of two tensors{Behind(null, b.Activation)}",
        ScaleShift s => $"batch normalisation{Behind(null, s.Activation)}",
        LocalResponse l => $"local response normalisation over {l.Size} channels",
        ApplyActivation a => $"{a.Activation.Kind}",
        ApplySoftmax => "softmax",
        MatrixProduct p => $"{p.Operator}, {(p.Pairs.Count == 0 ? "a product" : "products")} of matrices",
        RecurrentCall r => Describe(r.Form),
        LoopNest n => $"{n.Operator}, a loop nest",
        _ => call.GetType().Name,
    };

    private static string Behind(TensorView? residual, IR.ActivationFunction activation) =>
        (residual is null ? "" : ", plus residual") + (activation.IsNone ? "" : $", {activation.Kind}");

    private static string Describe(IR.RecurrentForm form) =>
        $"{form.Name} over {(form.Steps == 1 ? "one step" : CSharpText.Count(form.Steps) + " steps")}{(form.IsReverse ? " backwards" : "")}, gates "
        + form.Cell switch
        {
            IR.CellKind.Simple => "h",
            IR.CellKind.Gru => "z, r and h",
            _ => "i, o, f and c",
        }
        + (form.IsStateful ? ", states kept from run to run" : "");

    private static string Describe(TensorView view, CallContext context)
    {
        var start = context.Start(view);
        return $"{view.Geometry.Describe()} at arena {CSharpText.Count(start)}";
    }
}
