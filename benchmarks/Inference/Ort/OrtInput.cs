using ModelCompiler.Compiler.Onnx;

namespace ModelCompiler.Benchmarks.Inference.Ort;

/// <summary>An input as a session declares it.</summary>
/// <param name="Dimensions">−1 where the model leaves it open.</param>
/// <param name="Symbols">The symbols of dimensions that are open; empty where there is none.</param>
internal sealed record OrtInput(
    string Name, OnnxElementType ElementType, IReadOnlyList<long> Dimensions, IReadOnlyList<string> Symbols);
