using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>Where tensors come from, what is asked about them, and what passes them on.</summary>
internal static class DataMappings
{
    // A range is an index or a position: nobody counts further within one tensor.
    private const int LongestRange = 1 << 22;

    public static IEnumerable<OperatorMapping> Mappings =>
    [
        new("Constant", "Sparse tensors and text are not supported.", Constant),
        new("ConstantOfShape", "", ConstantOfShape),
        new("Identity", "Tensors only.", node => node.Return(node.Input(0))),
        new("Shape", "", Shape),
        new("Size", "", node => node.Return(node.Constant(Scalar(ElementType.Int64, node.Input(0).Shape.ElementCount)))),
        new("Range", "All inputs must be constant or bound.", Range),
        new("Dropout", "Inference only: passes its input on.", Dropout),
        new("Cast", "16-bit and unsigned 32- and 64-bit integers only where the input is constant; no text.", Cast),
        new("CastLike", "As Cast.", node => node.Return(CastTo(node.Input(0), node.Input(1).Element, node))),
    ];

    private static void Constant(OperatorNode node)
    {
        if (node.Tensor("value") is { } tensor)
            node.Return(node.Constant(TensorDecoding.Decode(tensor)));
        else if (node.HasAttribute("value_float"))
            node.Return(node.Constant(TensorData.Of(TensorShape.Of(), [node.Float("value_float", 0)])));
        else if (node.HasAttribute("value_int"))
            node.Return(node.Constant(Scalar(ElementType.Int64, node.Integer("value_int", 0))));
        else if (node.Floats("value_floats") is { } floats)
            node.Return(node.Constant(TensorData.Of(TensorShape.Of(floats.Length), floats)));
        else if (node.Integers("value_ints") is { } integers)
            node.Return(node.Constant(TensorData.Of(new TensorType(ElementType.Int64, TensorShape.Of(integers.Length)), integers)));
        else
            throw new MappingException("needs one of the attributes value, value_float, value_floats, value_int and value_ints");
    }

    private static void ConstantOfShape(OperatorNode node)
    {
        var shape = node.KnownIntegers(0, "input") ?? throw new MappingException("needs an input 0, which is not given");
        var value = node.Tensor("value") is { } tensor
            ? TensorDecoding.Decode(tensor) : TensorData.Of(TensorShape.Of(1), [0]);
        if (value.Count != 1)
            throw new MappingException($"takes a tensor of one element as its attribute 'value', but it has {value.Count}");
        node.Return(Filled(value, shape, node));
    }

    private static Operand Filled(TensorData value, long[] shape, OperatorNode node) =>
        node.Add("ConstantOfShape", [node.Constant(value.Reshape(TensorShape.Of()))], ("shape", shape));

    private static void Shape(OperatorNode node)
    {
        var shape = node.Input(0).Shape;
        var (start, end) = (Bound(node.Integer("start", 0)), Bound(node.Integer("end", shape.Rank)));
        long[] part = [.. shape.Dimensions.Take(end).Skip(start).Select(dimension => (long)dimension)];
        node.Return(node.Constant(TensorData.Of(new TensorType(ElementType.Int64, TensorShape.Of(part.Length)), part)));

        int Bound(long axis) => (int)Math.Clamp(axis < 0 ? axis + shape.Rank : axis, 0, shape.Rank);
    }

    private static void Range(OperatorNode node)
    {
        if (node.Input(0).Element == ElementType.Float32)
        {
            var (start, limit, delta) = (Only(node.KnownFloats(0, "start")), Only(node.KnownFloats(1, "limit")), Only(node.KnownFloats(2, "delta")));
            var floats = new float[LengthOfRange(((double)limit - start) / delta)];
            for (var i = 0; i < floats.Length; i++)
                floats[i] = (float)(start + (i * (double)delta));
            node.Return(node.Constant(TensorData.Of(TensorShape.Of(floats.Length), floats)));
            return;
        }

        var (first, end, step) = (Only(node.KnownIntegers(0, "start")), Only(node.KnownIntegers(1, "limit")), Only(node.KnownIntegers(2, "delta")));
        if (step == 0)
            throw new MappingException("has a delta of 0");
        var integers = new long[LengthOfRange((double)((decimal)end - first) / step)];
        for (var i = 0; i < integers.Length; i++)
            integers[i] = unchecked(first + (i * step));
        node.Return(node.Constant(TensorData.Of(new TensorType(node.Input(0).Element, TensorShape.Of(integers.Length)), integers)));
    }

    private static int LengthOfRange(double steps) => Math.Ceiling(steps) switch
    {
        double.NaN => throw new MappingException("has a delta of 0, or a bound that is no number"),
        > LongestRange => throw new MappingException($"has more elements than {LongestRange}"),
        var length => (int)Math.Max(0, length),
    };

    private static T Only<T>(T[]? values) => values is [var value]
        ? value : throw new MappingException("takes one number each as start, limit and delta");

    private static void Dropout(OperatorNode node)
    {
        if (node.KnownIntegers(2, "training_mode") is [not 0] && node.KnownFloats(1, "ratio") is not [0])
            throw new MappingException("is in training mode, but models are compiled for inference");
        node.Return(node.Input(0));
        if (!node.IsRead(1))
            return;
        // Before opset 10 the mask was of the input's type.
        var one = node.Opset < 10 && node.Input(0).Element == ElementType.Float32
            ? TensorData.Of(TensorShape.Of(), [1]) : Scalar(ElementType.Bool, 1);
        node.Return(1, Filled(one, [.. node.Input(0).Shape.Dimensions.Select(dimension => (long)dimension)], node));
    }

    private static void Cast(OperatorNode node)
    {
        var number = node.Integer("to", 0);
        var type = (OnnxElementType)number;
        if (ImportedElements.AtRunTime(type) is { } element)
            node.Return(CastTo(node.Input(0), element, node));
        else if (ImportedElements.OfConstant(type) is not null && node.Input(0).Known is { } known)
            node.Return(node.Constant(CastToWidth(known, type)));
        else
            throw new MappingException($"casts to {OnnxElementTypes.NameOf((int)Math.Clamp(number, int.MinValue, int.MaxValue))}, which is not supported");
    }

    private static Operand CastTo(Operand operand, ElementType element, OperatorNode node) =>
        operand.Element == element ? operand : node.Add("Cast", [operand], ("to", element.ToString()));

    /// <summary>The elements as int64, cut to what the narrower or unsigned type can hold.</summary>
    private static TensorData CastToWidth(TensorData data, OnnxElementType type)
    {
        var values = data.Type.Element == ElementType.Float32
            ? Array.ConvertAll(data.Floats, value => ScalarMath.Truncate(value, ElementType.Int64)) : data.Integers;
        return TensorData.Of(data.Type with { Element = ElementType.Int64 }, Array.ConvertAll(values, value => unchecked(type switch
        {
            OnnxElementType.Int16 => (short)value,
            OnnxElementType.UInt16 => (ushort)value,
            OnnxElementType.UInt32 => (uint)value,
            _ => value,
        })));
    }

    private static TensorData Scalar(ElementType element, long value) =>
        TensorData.Of(new TensorType(element, TensorShape.Of()), [value]);
}
