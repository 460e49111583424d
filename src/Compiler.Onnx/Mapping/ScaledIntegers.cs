using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>A constant matrix as it was before DequantizeLinear: small whole numbers, and the factors that make its elements of them.</summary>
/// <param name="Elements">Floats, each a whole number that bfloat16 has.</param>
/// <param name="Scale">One factor for all elements, or one for each index along <paramref name="Axis"/>.</param>
internal sealed record ScaledIntegers(TensorData Elements, float[] Scale, int Axis)
{
    // Up to here, whole numbers have 8 significant bits. Differences of two bytes are less.
    private const int Greatest = 256;

    /// <summary>The operands of a DequantizeLinear; null if they are no such matrix, or not known.</summary>
    public static ScaledIntegers? Of(Operand x, Operand scale, Operand? zeroPoint, long axis)
    {
        if (x is not { Rank: 2, Known: { Count: > 0 } integers } || scale is not { Known: { } factors }
            || zeroPoint is { Known: null } || axis is not (>= -2 and < 2))
            return null;
        var along = (int)(axis < 0 ? axis + 2 : axis);
        var zeros = zeroPoint?.Known!.Integers ?? [0];
        if (!Fits(factors.Count) || !Fits(zeros.Length))
            return null;
        var elements = new float[integers.Count];
        for (var i = 0; i < elements.Length; i++)
        {
            var index = along == 0 ? i / x.Shape[1] : i % x.Shape[1];
            var difference = integers.Integers[i] - zeros[zeros.Length == 1 ? 0 : index];
            if (difference is < -Greatest or > Greatest)
                return null;
            elements[i] = difference;
        }

        return new(TensorData.Of(x.Shape, elements), factors.Floats, along);

        bool Fits(int count) => count == 1 || count == x.Shape[along];
    }

    public ScaledIntegers Transposed => new(Transpose(Elements, 1), Scale, 1 - Axis);

    /// <summary>A factor for each index along the first axis; null if factors differ along the other one.</summary>
    public TensorData? RowFactors(float alpha)
    {
        var rows = Elements.Shape[0];
        return Scale.Length == 1 ? TensorData.Of(TensorShape.Of(rows), [.. Enumerable.Repeat(Scale[0] * alpha, rows)])
            : Axis == 0 ? TensorData.Of(TensorShape.Of(rows), Array.ConvertAll(Scale, factor => factor * alpha))
            : null;
    }

    /// <summary>The transposed matrix times a factor.</summary>
    public static TensorData Transpose(TensorData matrix, float factor)
    {
        var (rows, columns) = (matrix.Shape[0], matrix.Shape[1]);
        var (source, result) = (matrix.Floats, new float[matrix.Count]);
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                result[(column * rows) + row] = source[(row * columns) + column] * factor;
        return TensorData.Of(TensorShape.Of(columns, rows), result);
    }
}
