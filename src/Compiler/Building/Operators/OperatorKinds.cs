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
        .. NormalizationOperators.Builders,
        .. SoftmaxOperators.Builders,
        .. MatrixOperators.Builders,
        .. EinsumOperator.Builders,
    ];
}
