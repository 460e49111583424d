using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Testing.Reference;

/// <summary>
/// Runs a graph in double precision with naive loops, straight from the operators' definitions: what compiled models are
/// compared with. It runs graphs before and after every pass.
/// </summary>
internal static class ReferenceInterpreter
{
    /// <param name="inputs">The inputs by name, as a caller passes them: layout and normalisation of the input are applied here.</param>
    /// <param name="weights">The elements of a stored tensor, in row-major order.</param>
    /// <returns>Every value that is no constant, in row-major order.</returns>
    public static IReadOnlyDictionary<Value, double[]> Run(
        Graph graph, IReadOnlyDictionary<string, double[]> inputs, Func<StoredTensor, double[]> weights)
    {
        var values = new Dictionary<Value, double[]>();
        foreach (var input in graph.Inputs)
            values[input] = ReferenceInput.Read(input, inputs[input.Name]);
        foreach (var node in graph.Nodes)
            values[node.Output] = Run(node, [.. node.Inputs.Select(Operand)]);
        return values;

        Tensor? Operand(Value? value) => value switch
        {
            null => null,
            { Constant: { } constant } => new Tensor(value.Shape, ReferenceWeights.Evaluate(constant, weights)),
            _ => new Tensor(value.Shape, values[value]),
        };
    }

    private static double[] Run(Node node, Tensor?[] operands)
    {
        var x = operands[0]!;
        var result = node.Output.Shape;
        return node.Op switch
        {
            Conv conv => ReferenceConvolution.Conv(conv, operands, result),
            ConvTranspose conv => ReferenceConvolution.Transposed(conv, operands, result),
            Gemm gemm => ReferenceConvolution.Gemm(gemm, operands, result),
            MaxPool pool => ReferencePooling.Max(pool, x, result),
            AveragePool pool => ReferencePooling.Average(pool, x, result),
            GlobalMaxPool => ReferencePooling.Global(x, plane => plane.Max()),
            GlobalAveragePool => ReferencePooling.Global(x, plane => plane.Average()),
            Add add => ReferenceElementwise.Join(x, operands[1]!, result, (a, b) => a + b, add.Activation),
            Mul mul => ReferenceElementwise.Join(x, operands[1]!, result, (a, b) => a * b, mul.Activation),
            Activate activate => ReferenceActivation.Apply(activate.Function, x.Data),
            BatchNormalization normalization => ReferenceElementwise.Normalize(normalization, operands),
            Lrn lrn => ReferenceElementwise.LocalResponse(lrn, x),
            Softmax softmax => ReferenceElementwise.Softmax(softmax, x),
            Identity or Reshape => x.Data,
            Pad pad => ReferenceMovement.Pad(pad, x, result),
            Recurrent recurrent => ReferenceRecurrent.Run(recurrent.Form, operands),
            Compute compute => ReferenceLoops.Run(node, compute, operands),
            Concat concat => ReferenceMovement.Concat(concat, operands, result),
            var op => throw new InvalidOperationException($"The reference interpreter does not know {op.Name}."),
        };
    }
}
