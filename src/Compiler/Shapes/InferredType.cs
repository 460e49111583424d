using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Shapes;

/// <summary>A result type, or the user's mistake that prevents one.</summary>
internal readonly struct InferredType
{
    private InferredType(TensorType? type, ShapeError? error) => (Type, Error) = (type, error);

    /// <summary>Null exactly if there is an error.</summary>
    public TensorType? Type { get; }

    public ShapeError? Error { get; }

    public static implicit operator InferredType(TensorType type) => new(type, null);

    public static implicit operator InferredType(ShapeError error) => new(null, error);

    /// <summary>A float tensor, or the error that it is too large.</summary>
    public static InferredType Float(params long[] dimensions)
    {
        if (!SizeLimits.Allow(dimensions))
            return ShapeError.TooLarge(dimensions);
        return TensorType.Float([.. dimensions.Select(dimension => (int)dimension)]);
    }
}

/// <summary>A mistake without its layer: the graph builder puts the layer's name in front of the arguments.</summary>
/// <param name="Property">The property that is to blame; null for the layer.</param>
/// <param name="Arguments">Message arguments {1} and following; an <see cref="OperandReference"/> stands for a layer's name.</param>
internal sealed record ShapeError(
    DiagnosticDescription Description, string? Property, EquatableArray<object> Arguments)
{
    public string Title => Description.Title;

    public static ShapeError TooLarge(long[] dimensions) => new(
        DiagnosticCatalog.TensorTooLarge, null,
        [OperandReference.Result, $"[{string.Join(", ", dimensions)}]", SizeLimits.MaximumElements]);
}

/// <summary>Stands in a message for the name of an operand, or of the result.</summary>
internal readonly record struct OperandReference(int Index)
{
    public static OperandReference Result { get; } = new(-1);
}
