using ModelCompiler.Compiler.Emit.Calls;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Emit;

/// <summary>A call of the plan with the names of its methods.</summary>
internal sealed record NetworkStep(KernelCall Call, string Method)
{
    /// <summary>The methods of a Winograd convolution's steps; null for other calls.</summary>
    public WinogradSteps? Winograd { get; init; }

    /// <summary>The statement that does all of the step.</summary>
    public string Text(ModelSurface surface, CallContext context) => Call switch
    {
        LoadInput load => $"{Method}({surface.Inputs[load.Input].Parameter});",
        StoreOutput store => $"{Method}({surface.Outputs[store.Output].Parameter});",
        { IsSplit: true, ItemScratch: { } scratch } => $"{Method}(0, {Call.WorkItems}, {context.Start(scratch)});",
        _ when Call.IsSplit => $"{Method}(0, {Call.WorkItems});",
        _ => $"{Method}();",
    };
}
