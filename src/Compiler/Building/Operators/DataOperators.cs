using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Shapes;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Where tensors come from: inputs and constants.</summary>
internal static class DataOperators
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> Builders =>
    [
        ("Input", Input),
        ("Constant", Constant),
        ("Identity", layer => layer.Operand),
    ];

    private static Value? Input(LayerContext layer) =>
        ReadType(layer) is { } type ? layer.AddInput(type, null) : null;

    private static Value? Constant(LayerContext layer)
    {
        if (ReadType(layer) is not { } type)
            return null;
        var (reader, count) = (layer.Reader, type.Shape.ElementCount);
        var property = type.Element == ElementType.Float32 ? "values" : "integers";
        if (!reader.Has(property) && type.Element == ElementType.Float32 && count > 0)
            return layer.AddConstant(new StoredTensor(reader.Name, type.Shape, WeightRole.Filters));
        var written = type.Element == ElementType.Float32 ? reader.Floats(property).Length : reader.Longs(property).Length;
        if (written != count)
        {
            reader.Report(
                DiagnosticCatalog.OperatorMisfit, property,
                $"{property} must have {count} elements, as the shape {type.Shape} says, but has {written}");
            return null;
        }
        return layer.AddConstant(type.Element == ElementType.Float32
            ? TensorData.Of(type.Shape, reader.Floats(property))
            : TensorData.Of(type, [.. reader.Longs(property).Select(value => ScalarMath.Wrap(value, type.Element))]));
    }

    private static TensorType? ReadType(LayerContext layer)
    {
        var reader = layer.Reader;
        var shape = reader.Integers("shape");
        if (shape.Length > TensorShape.MaximumRank)
            reader.Report(
                DiagnosticCatalog.OperatorMisfit, "shape",
                $"tensors have at most {TensorShape.MaximumRank} axes, but the shape has {shape.Length}");
        else if (!SizeLimits.Allow(shape.Select(dimension => (long)dimension)))
            reader.Report(
                DiagnosticCatalog.TensorTooLarge, "shape", layer.Name, shape.ToEquatableArray(), SizeLimits.MaximumElements);
        return reader.HasErrors ? null : new TensorType(reader.Choice<ElementType>("element"), TensorShape.Of(shape));
    }
}
