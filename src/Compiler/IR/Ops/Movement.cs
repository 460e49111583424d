using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.IR.Ops;

/// <summary>The same elements in row-major order under another shape; Flatten is one too.</summary>
internal sealed record Reshape(TensorShape Shape) : Op;

/// <summary>Zeros around the tensor. Begins of every axis, then ends, as in ONNX.</summary>
internal sealed record Pad(EquatableArray<int> Pads) : Op;

/// <summary>Operands one behind the other along an axis.</summary>
internal sealed record Concat(int Axis) : Op;

/// <summary>
/// The results of one sample after the other as a batch: [1, …] becomes [samples, …]. What stands before it runs once per sample. Not an
/// operator of ONNX: lowering adds it.
/// </summary>
internal sealed record StackSamples(int Samples) : Op;
