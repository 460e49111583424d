using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.IR.Ops;

/// <summary>Maximum over windows; padding counts as −∞. Input: x [N, C, spatial…].</summary>
internal sealed record MaxPool(
    EquatableArray<int> Kernel, EquatableArray<int> Strides, EquatableArray<int> Pads,
    EquatableArray<int> Dilations, bool CeilMode) : Op;

/// <summary>Mean over windows, over the padded window if <paramref name="CountIncludePad"/>. Input: x [N, C, spatial…].</summary>
internal sealed record AveragePool(
    EquatableArray<int> Kernel, EquatableArray<int> Strides, EquatableArray<int> Pads,
    bool CeilMode, bool CountIncludePad) : Op;

/// <summary>Mean over all spatial positions: [N, C, H, W] → [N, C, 1, 1].</summary>
internal sealed record GlobalAveragePool : Op;

/// <summary>Maximum over all spatial positions: [N, C, H, W] → [N, C, 1, 1].</summary>
internal sealed record GlobalMaxPool : Op;
