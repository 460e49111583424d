using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Onnx.Protobuf;

namespace ModelCompiler.Compiler.Onnx.Writing;

/// <summary>Writes the nodes of a graph. Operators have ONNX's names and meaning already; an activation becomes nodes of its own.</summary>
internal static class OperatorWriter
{
    /// <returns>Whether there are operators of ONNX for the node.</returns>
    public static bool Write(Node node, GraphWriter graph)
    {
        switch (node.Op)
        {
            case Conv conv:
                Append(node, graph, conv.Activation, "Conv", Attributes.Of("kernel_shape", node.Inputs[1]!.Shape.Dimensions.Skip(2)),
                    Attributes.Of("strides", conv.Strides), Attributes.Of("pads", conv.Pads), Attributes.Of("dilations", conv.Dilations),
                    Attributes.Of("group", (long)conv.Group));
                return true;
            case Gemm gemm:
                Append(node, graph, gemm.Activation, "Gemm", Attributes.Of("transB", true));
                return true;
            case Add add:
                Append(node, graph, add.Activation, "Add");
                return true;
            case Mul mul:
                Append(node, graph, mul.Activation, "Mul");
                return true;
            case BatchNormalization normalization:
                Append(node, graph, normalization.Activation, "BatchNormalization", Attributes.Of("epsilon", normalization.Epsilon));
                return true;
            case Activate activate:
                ActivationWriter.Write(activate.Function, graph.NameOf(node.Inputs[0]!), graph.NameOf(node.Output), graph);
                return true;
            case Reshape reshape:
                WriteReshape(node, reshape.Shape, graph);
                return true;
            case Pad pad:
                var pads = graph.AddConstant($"{node.Name}.pads", Tensors.Of([.. pad.Pads.Select(size => (long)size)]));
                graph.AddNode("Pad", [graph.NameOf(node.Inputs[0]!), pads], graph.NameOf(node.Output));
                return true;
            default:
                return WritePlain(node, graph);
        }
    }

    /// <summary>Writes an operator that is one node.</summary>
    private static bool WritePlain(Node node, GraphWriter graph)
    {
        AttributeProto[]? attributes = node.Op switch
        {
            MaxPool pool =>
            [
                Attributes.Of("kernel_shape", pool.Kernel), Attributes.Of("strides", pool.Strides), Attributes.Of("pads", pool.Pads),
                Attributes.Of("dilations", pool.Dilations), Attributes.Of("ceil_mode", pool.CeilMode),
            ],
            AveragePool pool =>
            [
                Attributes.Of("kernel_shape", pool.Kernel), Attributes.Of("strides", pool.Strides), Attributes.Of("pads", pool.Pads),
                Attributes.Of("ceil_mode", pool.CeilMode), Attributes.Of("count_include_pad", pool.CountIncludePad),
            ],
            GlobalAveragePool or GlobalMaxPool or Identity => [],
            Lrn lrn =>
            [
                Attributes.Of("size", (long)lrn.Size), Attributes.Of("alpha", lrn.Alpha), Attributes.Of("beta", lrn.Beta),
                Attributes.Of("bias", lrn.Bias),
            ],
            Softmax softmax => [Attributes.Of("axis", (long)softmax.Axis)],
            Concat concat => [Attributes.Of("axis", (long)concat.Axis)],
            _ => null,
        };
        if (attributes is not null)
            Append(node, graph, ActivationFunction.None, node.Op.Name, attributes);
        return attributes is not null;
    }

    private static void WriteReshape(Node node, TensorShape shape, GraphWriter graph)
    {
        var (input, output) = (node.Inputs[0]!, graph.NameOf(node.Output));
        if (shape.Rank == 2 && shape[0] == input.Shape[0])
        {
            graph.AddNode("Flatten", [graph.NameOf(input)], output, Attributes.Of("axis", 1));
            return;
        }

        var dimensions = graph.AddConstant($"{node.Name}.shape", Tensors.Of([.. shape.Dimensions.Select(dimension => (long)dimension)]));
        graph.AddNode("Reshape", [graph.NameOf(input), dimensions], output);
    }

    /// <summary>Adds a node that reads what the graph's node reads, and the activation behind it.</summary>
    private static void Append(Node node, GraphWriter graph, ActivationFunction activation, string type, params AttributeProto[] attributes)
    {
        var inputs = node.Inputs.Select(input => input is null ? "" : graph.NameOf(input));
        var output = graph.NameOf(node.Output);
        var linear = activation.IsNone ? output : graph.NewName($"{node.Name}.linear");
        graph.AddNode(type, inputs, linear, attributes);
        if (!activation.IsNone)
            ActivationWriter.Write(activation, linear, output, graph);
    }
}
