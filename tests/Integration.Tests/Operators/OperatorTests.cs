using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Operators;

/// <summary>
/// Every operator over random shapes against the exact result: odd sizes, one-pixel images, channels around the block sizes, strides
/// and pads beyond the kernel. The bound is argued in <see cref="Testing.Reference.Bounds.ErrorBound"/>.
/// </summary>
public class OperatorTests
{
    // The numbers follow the attributes that an operator has; the JIT takes most of the time of a model.
    private static readonly Dictionary<string, int> Shapes = new()
    {
        ["Conv2D"] = 150,
        ["DepthwiseConv2D"] = 100,
        ["SeparableConv2D"] = 60,
        ["MaxPool2D"] = 100,
        ["AveragePool2D"] = 100,
        ["Add"] = 100,
        ["Multiply"] = 100,
        ["Concat"] = 100,
        ["Dense"] = 80,
        ["Conv1D"] = 60,
        ["Conv3D"] = 40,
    };

    public static TheoryData<string> Operators => [.. RandomModels.Operators];

    [Theory]
    [MemberData(nameof(Operators))]
    public void MatchesReference(string kind) =>
        ModelAssert.MatchReference([.. Enumerable.Range(0, ShapesOf(kind)).Select(seed => RandomModels.ForOperator(kind, seed))]);

    private static int ShapesOf(string kind) => Shapes.GetValueOrDefault(
        kind, RandomFeatureModels.Kinds.Contains(kind) ? 8 : RandomSpatialModels.Kinds.Contains(kind) ? 20 : 50);
}
