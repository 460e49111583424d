using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Writing;

/// <summary>Writes activations; ONNX has no operators for two of them.</summary>
internal static class ActivationWriter
{
    public static void Write(ActivationFunction activation, string input, string output, GraphWriter graph)
    {
        switch (activation.Kind)
        {
            case ActivationKind.Relu6:
                var (low, high) = (graph.AddConstant($"{output}.min", Tensors.Scalar(0)), graph.AddConstant($"{output}.max", Tensors.Scalar(6)));
                graph.AddNode("Clip", [input, low, high], output);
                break;
            case ActivationKind.Silu:
                var sigmoid = graph.NewName($"{output}.sigmoid");
                graph.AddNode("Sigmoid", [input], sigmoid);
                graph.AddNode("Mul", [input, sigmoid], output);
                break;
            case ActivationKind.LeakyRelu or ActivationKind.Elu:
                graph.AddNode(activation.Kind.ToString(), [input], output, Attributes.Of("alpha", activation.Alpha));
                break;
            case ActivationKind.HardSigmoid:
                graph.AddNode(
                    "HardSigmoid", [input], output, Attributes.Of("alpha", activation.Alpha), Attributes.Of("beta", activation.Beta));
                break;
            default:
                // Relu, Sigmoid, Tanh and HardSwish are called as in ONNX and have no parameters.
                graph.AddNode(activation.Kind.ToString(), [input], output);
                break;
        }
    }
}
