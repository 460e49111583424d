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
        ("ConstantOfShape", ConstantOfShape),
        ("Identity", layer => layer.Operand),
        ("Cast", Cast),
    ];

    private static Value? Input(LayerContext layer) =>
        ReadType(layer) is { } type ? layer.AddInput(type, null) : null;

    private static Value? Constant(LayerContext layer)
    {
        if (ReadType(layer) is not { } type)
            return null;
        var (reader, count) = (layer.Reader, type.Shape.ElementCount);
        var isFloat = type.Element == ElementType.Float32;
        var property = !isFloat ? "integers" : reader.Has("bits") ? "bits" : "values";
        if (isFloat && !reader.Has(property) && count > 0)
            return layer.AddConstant(new StoredTensor(
                reader.Name, type.Shape, reader.Flag("short", false) ? WeightRole.ShortFilters : WeightRole.Filters));
        var floats = property == "bits" ? [.. reader.Longs(property).Select(FloatOfBits)] : reader.Floats(property);
        var written = isFloat ? floats.Length : reader.Longs(property).Length;
        if (written != count)
            return layer.Misfit(
                $"{property} must have {count} elements, as the shape {type.Shape} says, but has {written}", property);
        return layer.AddConstant(isFloat
            ? TensorData.Of(type.Shape, floats)
            : TensorData.Of(type, [.. reader.Longs(property).Select(value => ScalarMath.Wrap(value, type.Element))]));
    }

    private static float FloatOfBits(long bits) => BitConverter.ToSingle(BitConverter.GetBytes(unchecked((int)bits)), 0);

    private static Value? ConstantOfShape(LayerContext layer)
    {
        var (shape, value) = (layer.Reader.Integers("shape"), layer.Operand);
        if (shape.Length > TensorShape.MaximumRank)
            return layer.Misfit($"tensors have at most {TensorShape.MaximumRank} axes, but the shape has {shape.Length}", "shape");
        if (value.Shape.Rank != 0)
            return layer.Misfit($"'{value.Name}' must be a scalar, but has the shape {value.Shape}");
        var type = value.Type with { Shape = TensorShape.Of(shape) };
        return layer.AppendNest("ConstantOfShape", type, Formula.Load(0, type.Element, []), value);
    }

    private static Value? Cast(LayerContext layer)
    {
        var (operand, to) = (layer.Operand, layer.Reader.Choice<ElementType>("to"));
        if (operand.Type.Element == to)
            return operand;
        var element = Formula.Load(0, operand.Type.Element, Formula.Indices(operand.Shape.Rank));
        return layer.AppendNest("Cast", operand.Type with { Element = to }, Formula.Convert(element, to), operand);
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
