using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Expressions;

/// <summary>A tensor whose elements are known at compile time, in row-major order.</summary>
internal sealed class TensorData
{
    private readonly float[]? _floats;
    private readonly long[]? _integers;

    private TensorData(TensorType type, float[]? floats, long[]? integers) => (Type, _floats, _integers) = (type, floats, integers);

    public TensorType Type { get; }

    public TensorShape Shape => Type.Shape;

    public int Count => _floats?.Length ?? _integers!.Length;

    /// <summary>The elements of a tensor of floats.</summary>
    /// <exception cref="InvalidOperationException">It is one of integers.</exception>
    public float[] Floats => _floats ?? throw new InvalidOperationException($"{Type} has no floats.");

    /// <summary>The elements of a tensor of integers; truth values are 0 or 1.</summary>
    /// <exception cref="InvalidOperationException">It is one of floats.</exception>
    public long[] Integers => _integers ?? throw new InvalidOperationException($"{Type} has no integers.");

    /// <exception cref="ArgumentException">The number of elements is not that of the shape.</exception>
    public static TensorData Of(TensorShape shape, float[] values) =>
        shape.ElementCount == values.Length
            ? new(new TensorType(ElementType.Float32, shape), values, null)
            : throw new ArgumentException($"{values.Length} values for {shape}.", nameof(values));

    /// <exception cref="ArgumentException">The number of elements is not that of the shape, or the type is that of floats.</exception>
    public static TensorData Of(TensorType type, long[] values) =>
        type.Element != ElementType.Float32 && type.Shape.ElementCount == values.Length
            ? new(type, null, values)
            : throw new ArgumentException($"{values.Length} integers for {type}.", nameof(values));

    /// <summary>The same elements in another shape of as many elements.</summary>
    public TensorData Reshape(TensorShape shape) =>
        shape.ElementCount == Count
            ? new(Type with { Shape = shape }, _floats, _integers)
            : throw new ArgumentException($"{Type} does not fill {shape}.", nameof(shape));
}
