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
        ["Conv2D"] = 80,
        ["DepthwiseConv2D"] = 50,
        ["SeparableConv2D"] = 30,
        ["MaxPool2D"] = 50,
        ["AveragePool2D"] = 50,
        ["Add"] = 40,
        ["Multiply"] = 40,
        ["Concat"] = 40,
        ["Dense"] = 40,
        ["Conv1D"] = 20,
        ["Conv3D"] = 12,
    };

    public static TheoryData<string> Operators => [.. RandomModels.Operators];

    [Theory]
    [MemberData(nameof(Operators))]
    public void MatchesReference(string kind) =>
        ModelAssert.MatchReference([.. Enumerable.Range(0, ShapesOf(kind)).Select(seed => RandomModels.ForOperator(kind, seed))]);

    private static int ShapesOf(string kind) => Shapes.GetValueOrDefault(
        kind, RandomFeatureModels.Kinds.Contains(kind) ? 4 : RandomSpatialModels.Kinds.Contains(kind) ? 8 : 25);
}
