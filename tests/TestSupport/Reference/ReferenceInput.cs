using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Testing.Reference;

/// <summary>From what a caller passes to the graph's channels-first values.</summary>
internal static class ReferenceInput
{
    public static double[] Read(Value input, double[] elements)
    {
        if (elements.Length != input.Shape.ElementCount)
            throw new ArgumentException($"{input} gets {elements.Length} elements.", nameof(elements));
        if (input.Format is not { } format)
            return elements;
        return Tensor.Generate(input.Shape, index => Normalize(format, index[1], elements[Position(input.Shape, format, index)]));
    }

    private static int Position(TensorShape shape, InputFormat format, int[] index) => format.ChannelsLast
        ? Tensor.Offset(TensorShape.Of([shape[0], .. shape.Dimensions.Skip(2), shape[1]]), [index[0], .. index[2..], index[1]])
        : Tensor.Offset(shape, index);

    private static double Normalize(InputFormat format, int channel, double element)
    {
        var mean = format.Mean.Count == 0 ? 0.0 : format.Mean[channel];
        var scale = format.Scale.Count == 0 ? 1.0 : format.Scale[channel];
        return (element - mean) * scale;
    }
}
