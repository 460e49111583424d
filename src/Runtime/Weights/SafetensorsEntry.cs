using System.Collections.Immutable;

namespace ModelCompiler;

/// <summary>What the header of a safetensors file says about one tensor.</summary>
/// <param name="Name">The name of the tensor.</param>
/// <param name="ElementType">Its dtype; null for a counter of PyTorch's training, of eight bytes, which is skipped.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Begin">Where its first byte lies, counted from the end of the header.</param>
/// <param name="End">Where the byte behind its last one lies.</param>
internal sealed record SafetensorsEntry(
    string Name, WeightElementType? ElementType, ImmutableArray<int> Shape, long Begin, long End);
