using ModelCompiler.Compiler.Emit.Calls;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit;

/// <summary>A call of the plan with the names of its methods.</summary>
internal sealed record NetworkStep(KernelCall Call, string Method)
{
    /// <summary>The methods of a Winograd convolution's steps; null for other calls.</summary>
    public WinogradSteps? Winograd { get; init; }

    /// <summary>The statement that does all of the step, or its share of <c>sample</c> where it runs once per sample.</summary>
    /// <param name="samples">How often it runs in an inference.</param>
    public string Text(ModelSurface surface, CallContext context, int samples) => Call switch
    {
        LoadInput load => $"{Method}({Part(surface.Inputs[load.Input], samples)});",
        StoreOutput store => $"{Method}({Part(surface.Outputs[store.Output], samples)});",
        StackSample => $"{Method}(sample);",
        { IsSplit: true, ItemScratch: { } scratch } => $"{Method}(0, {Call.WorkItems}, {context.Start(scratch)});",
        _ when Call.IsSplit => $"{Method}(0, {Call.WorkItems});",
        _ => $"{Method}();",
    };

    private static string Part(SurfacePort port, int samples)
    {
        var length = CSharpText.Number((int)(port.Port.Type.Shape.ElementCount / samples));
        return samples == 1 ? port.Parameter : $"{port.Parameter}.Slice(sample * {length}, {length})";
    }
}
