using System.Collections.Immutable;

namespace ModelCompiler;

/// <summary>A named tensor of which to make <see cref="ModelWeights"/>.</summary>
/// <param name="Name">The name, such as <c>conv1.weight</c>.</param>
/// <param name="Shape">
/// The dimensions, such as [16, 6, 5, 5] for filters (O, I, H, W) or [84, 120] for a dense layer.
/// </param>
/// <param name="Values">The values in row-major order, as many as the product of the dimensions.</param>
public sealed record WeightTensor(string Name, ImmutableArray<int> Shape, ReadOnlyMemory<float> Values);
