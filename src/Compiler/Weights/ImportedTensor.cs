using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Weights;

/// <summary>A tensor that a front end makes for the weight file; all its elements are finite.</summary>
/// <param name="Format">As the model stores it, where it was not computed with.</param>
/// <param name="Bytes">Little-endian, in row-major order.</param>
internal sealed record ImportedTensor(string Name, StoredFormat Format, TensorShape Shape, ReadOnlyMemory<byte> Bytes);
