using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>How the operators of ONNX enter the graph, by the names they have without prefix.</summary>
internal static class OperatorKinds
{
    public static IEnumerable<(string Name, Func<LayerContext, Value?> Build)> All =>
    [
        .. DataOperators.Builders,
        .. ConvolutionOperators.Builders,
        .. PoolingOperators.Builders,
        .. UnaryOperators.Builders,
        .. ActivationOperators.Builders,
        .. ArithmeticOperators.Builders,
        .. LogicOperators.Builders,
        .. ReshapeOperators.Builders,
        .. MovementOperators.Builders,
        .. PartOperators.Builders,
        .. GatherOperators.Builders,
        .. ReductionOperators.Builders,
        .. SearchOperators.Builders,
        .. NormalizationOperators.Builders,
        .. SoftmaxOperators.Builders,
        .. MatrixOperators.Builders,
        .. EinsumOperator.Builders,
        .. ResizeOperator.Builders,
        .. QuantizationOperators.Builders,
        .. AttentionOperator.Builders,
        .. RecurrentOperators.Builders,
    ];
}
