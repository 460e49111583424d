using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Testing.Reference.Bounds;

/// <summary>
/// A running error analysis: carries for every element of every value a bound of how far float32 arithmetic may be from the exact
/// result, through the graph that was compiled. A model that stays within it makes no mistake but rounding.
/// </summary>
internal sealed class ErrorBound
{
    // Folded in double, rounded to float once; the constant covers the rounding of the double arithmetic itself.
    private const double FoldedUnits = 1.001 * Rounding.Unit;
    private const double FoldedConstant = 1e-14;

    private readonly Dictionary<Value, BoundedTensor> _values = [];
    private readonly Dictionary<string, KernelCall> _transformed;
    private readonly IReadOnlyDictionary<Value, double[]> _exact;
    private readonly Func<StoredTensor, double[]> _weights;

    private ErrorBound(ExecutionPlan plan, IReadOnlyDictionary<Value, double[]> exact, Func<StoredTensor, double[]> weights)
    {
        _transformed = plan.Calls.Where(call => call is WinogradConv or ColumnWinogradConv or FourierConv or FourierDepthwiseConv).ToDictionary(call => call.Name);
        (_exact, _weights) = (exact, weights);
    }

    /// <summary>The outputs' bounds.</summary>
    /// <param name="graph">The graph after all passes.</param>
    /// <param name="plan">Says which convolutions are computed on transformed tiles.</param>
    /// <param name="exact">The values of that graph.</param>
    public static IReadOnlyList<double[]> OfOutputs(
        Graph graph, ExecutionPlan plan, IReadOnlyDictionary<Value, double[]> exact, Func<StoredTensor, double[]> weights)
    {
        var bound = new ErrorBound(plan, exact, weights);
        foreach (var input in graph.Inputs)
            bound.Add(input, bound.OfInput(input));
        foreach (var node in graph.Nodes)
            bound.Add(node.Output, bound.Of(node, [.. node.Inputs.Select(bound.Operand)]));
        return [.. graph.Outputs.Select(output => bound._values[output].Error)];
    }

    private void Add(Value value, double[] error) => _values[value] = new BoundedTensor(value.Shape, _exact[value], error);

    private BoundedTensor? Operand(Value? value)
    {
        if (value?.Constant is not { } constant)
            return value is null ? null : _values[value];
        var data = ReferenceWeights.Evaluate(constant, _weights);
        var isStored = constant is StoredTensor or FilledTensor or LiteralTensor;
        return new BoundedTensor(value.Shape, data,
            [.. data.Select(x => isStored ? 0 : (FoldedUnits * Math.Abs(x)) + FoldedConstant)]);
    }

    /// <summary>(x − mean)·scale rounds twice; inputs without normalisation are copied.</summary>
    private double[] OfInput(Value input) =>
        [.. _exact[input].Select(x => input.Format is null ? 0 : Rounding.Gamma(2) * Math.Abs(x))];

    private double[] Of(Node node, BoundedTensor?[] operands)
    {
        var x = operands[0]!;
        var result = new BoundedTensor(node.Output.Shape, _exact[node.Output], []);
        return node.Op switch
        {
            Conv conv => ConvolutionBound.Conv(conv, operands, result, _transformed.GetValueOrDefault(node.Name)),
            ConvTranspose conv => ConvolutionBound.Transposed(conv, operands, result),
            Gemm gemm => ConvolutionBound.Gemm(gemm, operands, result),
            MaxPool pool => ReferencePooling.Max(pool, x.Errors, result.Shape),
            AveragePool pool => Rounding.Accumulate(
                ReferencePooling.Average(pool, x.Errors, result.Shape),
                ReferencePooling.Average(pool, x.Magnitude, result.Shape), (pool.Kernel[0] * pool.Kernel[1]) + 2),
            GlobalMaxPool => ReferencePooling.Global(x.Errors, plane => plane.Max()),
            GlobalAveragePool => Rounding.Accumulate(
                ReferencePooling.Global(x.Errors, plane => plane.Average()),
                ReferencePooling.Global(x.Magnitude, plane => plane.Average()), (x.Shape[2] * x.Shape[3]) + 2),
            Add add => ElementwiseBound.Add(add, x, operands[1]!, result),
            Mul mul => ElementwiseBound.Multiply(mul, x, operands[1]!, result),
            Activate activate => ActivationBound.Apply(activate.Function, x.Error, x.Magnitude.Data, result.Data),
            BatchNormalization normalization => ElementwiseBound.Normalize(normalization, operands, result),
            Lrn lrn => ElementwiseBound.LocalResponse(lrn, x),
            Softmax softmax => ElementwiseBound.Softmax(softmax, x, result),
            Identity or Reshape => x.Error,
            Pad pad => ReferenceMovement.Pad(pad, x.Errors, result.Shape),
            Concat concat => ReferenceMovement.Concat(concat, [.. operands.Select(operand => operand!.Errors)], result.Shape),
            var op => throw new InvalidOperationException($"No error bound for {op.Name}."),
        };
    }
}
