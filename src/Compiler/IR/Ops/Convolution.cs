using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.IR.Ops;

/// <summary>The algorithm that the user asked for; Auto leaves it to the selector.</summary>
internal enum ConvAlgorithm
{
    Auto,
    Direct,
    Winograd2x2,
    Winograd4x4,
    Winograd6x6,
    Depthwise,
    ImplicitGemm,
    Im2col,
    Fft,
}

/// <summary>
/// Convolution (cross-correlation, ONNX Conv). Inputs: x [N, C, spatial…], w [M, C/group, kernel…], optional bias [M],
/// optional residual (the output's shape, added before the activation).
/// </summary>
/// <param name="Pads">Begins of every spatial axis, then ends, as in ONNX.</param>
internal sealed record Conv(
    EquatableArray<int> Strides, EquatableArray<int> Pads, EquatableArray<int> Dilations, int Group) : ActivatedOp
{
    public ConvAlgorithm Algorithm { get; init; } = ConvAlgorithm.Auto;

    public int SpatialRank => Strides.Count;
}

/// <summary>
/// The gradient of a two-dimensional convolution (ONNX ConvTranspose): every input adds its multiple of the filters to the window
/// of the result that begins at stride·position − pad. Inputs: x [N, C, H, W], w [C, M, kH, kW], optional bias [M].
/// </summary>
/// <param name="Pads">What is cut off at the begins of both axes, then at their ends, as in ONNX.</param>
/// <param name="OutputPadding">Rows and columns behind the last window.</param>
internal sealed record ConvTranspose(
    EquatableArray<int> Strides, EquatableArray<int> Pads, EquatableArray<int> OutputPadding) : ActivatedOp;

/// <summary>
/// A fully connected layer, y = x·wᵀ + b (ONNX Gemm with transB). Inputs: x [N, K], w [M, K], optional bias [M],
/// optional residual [N, M].
/// </summary>
internal sealed record Gemm : ActivatedOp;
