using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Shapes;

namespace ModelCompiler.Compiler.Building.Operators;

/// <summary>Shapes that attributes ask for, which may be anything.</summary>
internal static class OperatorShapes
{
    /// <summary>The dimensions as a shape; null if there are too many of them or they are too large, which is reported.</summary>
    public static TensorShape? ShapeOf(this LayerContext layer, IReadOnlyCollection<long> dimensions, string? property = null)
    {
        if (dimensions.Count > TensorShape.MaximumRank)
        {
            layer.Misfit(
                $"gives a tensor of {dimensions.Count} axes, but at most {TensorShape.MaximumRank} are supported", property);
            return null;
        }
        if (SizeLimits.Allow(dimensions))
            return TensorShape.Of([.. dimensions.Select(dimension => (int)dimension)]);
        layer.Reader.Report(
            DiagnosticCatalog.TensorTooLarge, property, layer.Name, dimensions.ToEquatableArray(), SizeLimits.MaximumElements);
        return null;
    }

    /// <summary>The same elements under another shape.</summary>
    public static Value? AppendReshape(this LayerContext layer, Value operand, TensorShape shape) =>
        operand.Shape == shape ? operand : layer.Append(new Reshape(shape), operand);
}
