using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Writing;

/// <summary>
/// Writes an input as callers pass it. What its format asks for is done in the order in which the compiler does it: convert to
/// float, put channels first, subtract the mean, multiply by the scale.
/// </summary>
internal static class InputWriter
{
    public static void Write(Value input, GraphWriter graph)
    {
        if (input.Format is not { } format)
        {
            graph.AddInput(graph.NameOf(input), input.Type);
            return;
        }

        // The name belongs to what the caller passes; the network reads the last step's result instead.
        var name = graph.NameOf(input);
        graph.AddInput(name, new TensorType(format.Element, CallerShape(input.Shape, format)));
        var current = name;
        if (format.Element != ElementType.Float32)
            Step("Cast", "float", [], Attributes.Of("to", (long)OnnxElementType.Float32));
        if (format.ChannelsLast)
            Step("Transpose", "planar", [], Attributes.Of("perm", [0, 3, 1, 2]));
        if (format.Mean.Count > 0)
            Step("Sub", "centred", [PerChannel("mean", format.Mean)]);
        if (format.Scale.Count > 0)
            Step("Mul", "scaled", [PerChannel("scale", format.Scale)]);
        graph.Redirect(input, current);

        void Step(string type, string result, string[] operands, params Protobuf.AttributeProto[] attributes)
        {
            var output = graph.NewName($"{name}.{result}");
            graph.AddNode(type, [current, .. operands], output, attributes);
            current = output;
        }

        string PerChannel(string label, IReadOnlyList<float> values)
        {
            // [C] for a vector [N, C]; [C, 1, 1] for an image.
            int[] shape = [values.Count, .. Enumerable.Repeat(1, input.Shape.Rank - 2)];
            return graph.AddConstant($"{name}.{label}", Tensors.Of([.. values], TensorShape.Of(shape)));
        }
    }

    private static TensorShape CallerShape(TensorShape shape, InputFormat format) =>
        format.ChannelsLast ? TensorShape.Of(shape[0], shape[2], shape[3], shape[1]) : shape;
}
