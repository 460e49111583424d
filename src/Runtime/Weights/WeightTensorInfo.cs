using System.Collections.Immutable;

namespace ModelCompiler;

/// <summary>Name, shape and storage of one tensor of <see cref="ModelWeights"/>.</summary>
public sealed class WeightTensorInfo
{
    internal WeightTensorInfo(string name, ImmutableArray<int> shape, int length, WeightElementType elementType)
    {
        Name = name;
        Shape = shape;
        Length = length;
        ElementType = elementType;
    }

    /// <summary>The name, such as <c>conv1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The dimensions, slowest first; empty for a scalar.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The number of values: the product of the dimensions.</summary>
    public int Length { get; }

    /// <summary>How the values are stored.</summary>
    public WeightElementType ElementType { get; }

    /// <summary>Name, storage and shape, such as <c>conv1.weight: Float32 [6, 1, 5, 5]</c>.</summary>
    public override string ToString() => $"{Name}: {ElementType} [{string.Join(", ", Shape)}]";
}
