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
}

/// <summary>
/// Convolution (cross-correlation, ONNX Conv). Inputs: x [N, C, spatial…], w [M, C/group, kernel…], optional bias [M],
/// optional residual (the output's shape, added before the activation).
/// </summary>
/// <param name="Pads">Begins of every spatial axis, then ends, as in ONNX.</param>
internal sealed record Conv(
    EquatableArray<int> Strides, EquatableArray<int> Pads, EquatableArray<int> Dilations, int Group) : Op
{
    public ActivationFunction Activation { get; init; } = ActivationFunction.None;

    public ConvAlgorithm Algorithm { get; init; } = ConvAlgorithm.Auto;

    public int SpatialRank => Strides.Count;
}

/// <summary>
/// A fully connected layer, y = x·wᵀ + b (ONNX Gemm with transB). Inputs: x [N, K], w [M, K], optional bias [M],
/// optional residual [N, M].
/// </summary>
internal sealed record Gemm : Op
{
    public ActivationFunction Activation { get; init; } = ActivationFunction.None;
}
