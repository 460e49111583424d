using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>A value of the model while it is imported: what a layer computes, or a constant.</summary>
/// <param name="value">The value in the graph that is built along with the definition, so that types are known.</param>
/// <param name="layer">The layer that computes it; null for a constant that no layer of the definition holds yet.</param>
internal sealed class Operand(Value value, ImportedLayer? layer)
{
    public Value Value { get; } = value;

    public ImportedLayer? Layer { get; set; } = layer;

    /// <summary>What the elements of a constant matrix were dequantised from; null for any other operand.</summary>
    public ScaledIntegers? Integers { get; init; }

    public TensorType Type => Value.Type;

    public TensorShape Shape => Value.Shape;

    public ElementType Element => Value.Type.Element;

    public int Rank => Value.Shape.Rank;

    /// <summary>The elements, if they are known now; null for what is computed at run time.</summary>
    public TensorData? Known => Value.Known;
}

/// <summary>A layer of the definition while it is made: it gets its final name last.</summary>
internal sealed class ImportedLayer(string kind, IReadOnlyList<Operand?> from)
{
    public string Kind { get; } = kind;

    public bool IsInput => Kind == LayerKinds.OperatorInput;

    public IReadOnlyList<Operand?> From { get; } = from;

    /// <summary>The name of the value in the file; null for a step on the way to one.</summary>
    public string? Name { get; set; }

    /// <summary>The name of the value in the file that this is a step to, or has itself.</summary>
    public required string Label { get; init; }

    /// <summary>The node that it comes from; null for an input.</summary>
    public OnnxPlace? Place { get; init; }

    public required EquatableArray<LayerProperty> Properties { get; init; }
}
