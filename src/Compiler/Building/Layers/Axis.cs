using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Compiler.Building.Layers;

/// <summary>Reads the property <c>axis</c>, which counts the batch as 0 and may be negative, from the end.</summary>
internal static class Axis
{
    /// <summary>The axis as a position in the operand's shape; null if it is out of range, which is reported.</summary>
    public static int? Read(LayerContext layer, int fallback = 1) => Read(layer, layer.Operand.Shape.Rank, fallback);

    /// <summary>The axis as a position in a shape of the given rank, such as that of the result.</summary>
    public static int? Read(LayerContext layer, int rank, int fallback)
    {
        var written = layer.Reader.Integer("axis", fallback);
        var axis = written < 0 ? written + rank : written;
        if (axis >= 1 && axis < rank)
            return axis;
        layer.Reader.Report(
            DiagnosticCatalog.AxisOutOfRange, "axis", written, layer.Operand.Name, layer.Operand.Shape, rank - 1);
        return null;
    }
}
