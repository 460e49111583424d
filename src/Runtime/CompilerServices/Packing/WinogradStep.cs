using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>G·g·Gᵀ of every filter as [position][M/16][C][16]. A part is a block of 16 outputs, one in each lane.</summary>
internal sealed class WinogradStep : PackingStep
{
    private const int OutputBlock = 16;
    private const int Taps = 3;

    private readonly FilterSource _filters;
    private readonly double[] _scale;
    private readonly FilterShape _stored;
    private readonly FilterShape _shape;
    private readonly double[] _rows;
    private readonly double[] _columns;
    private readonly int[] _places;

    public WinogradStep(FilterSource filters, double[] scale, FilterShape shape, Polyphase phases, int tileHeight, int tileWidth)
    {
        (_filters, _scale, _stored) = (filters, scale, shape);
        _shape = new(shape.Outputs, shape.Inputs * phases.Count, phases.KernelHeight, phases.KernelWidth);
        _rows = Coefficients(tileHeight, phases.KernelHeight);
        _columns = Coefficients(tileWidth, phases.KernelWidth);
        _places = phases.Places(shape.Inputs, shape.KernelHeight, shape.KernelWidth);
        for (var i = 0; i < _places.Length; i++)
            _places[i] *= OutputBlock;
    }

    public override int Parts => (_shape.Outputs + OutputBlock - 1) / OutputBlock;

    public override int Length => RowCount * ColumnCount * PositionStride;

    private int RowCount => _rows.Length / _shape.KernelHeight;

    private int ColumnCount => _columns.Length / _shape.KernelWidth;

    private int PositionStride => Parts * _shape.Inputs * OutputBlock;

    public override void Pack(int part, Span<float> destination, PackingScratch scratch)
    {
        var first = part * OutputBlock;
        var count = Math.Min(OutputBlock, _shape.Outputs - first);
        var rows = _filters.Read(first * _stored.PerOutput, count * _stored.PerOutput, scratch);
        var lines = scratch.Lines(_shape.PerOutput * OutputBlock);
        if (_shape.PerOutput > _stored.PerOutput)
            lines.Clear();
        FilterRows.Interleave(rows, count, _places, OutputBlock, lines);

        Span<double> factors = stackalloc double[OutputBlock];
        factors.Fill(1);
        if (_scale.Length > 0)
            _scale.AsSpan(first, count).CopyTo(factors);
        var place = destination.Slice(part * _shape.Inputs * OutputBlock);
        if (_shape is { KernelHeight: Taps, KernelWidth: Taps })
            Transform3x3(lines, factors, place);
        else
            Transform(lines, factors, place);
    }

    // As Transform, with the sums written out.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Transform3x3(ReadOnlySpan<float> lines, ReadOnlySpan<double> factors, Span<float> destination)
    {
        var zero = Vector<double>.Zero;
        var stride = PositionStride;
        ReadOnlySpan<double> rows = _rows;
        ReadOnlySpan<double> columns = _columns;
        for (var input = 0; input < _shape.Inputs; input++)
            for (var lane = 0; lane < OutputBlock; lane += Vector<float>.Count)
            {
                var filter = lines.Slice((input * Taps * Taps * OutputBlock) + lane);
                var place = destination.Slice((input * OutputBlock) + lane);
                var lowFactor = new Vector<double>(factors.Slice(lane));
                var highFactor = new Vector<double>(factors.Slice(lane + Vector<double>.Count));
                Vector.Widen(new Vector<float>(filter), out var low00, out var high00);
                Vector.Widen(new Vector<float>(filter.Slice(1 * OutputBlock)), out var low01, out var high01);
                Vector.Widen(new Vector<float>(filter.Slice(2 * OutputBlock)), out var low02, out var high02);
                Vector.Widen(new Vector<float>(filter.Slice(3 * OutputBlock)), out var low10, out var high10);
                Vector.Widen(new Vector<float>(filter.Slice(4 * OutputBlock)), out var low11, out var high11);
                Vector.Widen(new Vector<float>(filter.Slice(5 * OutputBlock)), out var low12, out var high12);
                Vector.Widen(new Vector<float>(filter.Slice(6 * OutputBlock)), out var low20, out var high20);
                Vector.Widen(new Vector<float>(filter.Slice(7 * OutputBlock)), out var low21, out var high21);
                Vector.Widen(new Vector<float>(filter.Slice(8 * OutputBlock)), out var low22, out var high22);
                var next = 0;
                for (var i = 0; i + 3 <= rows.Length; i += 3)
                {
                    var (r0, r1, r2) = (new Vector<double>(rows[i]), new Vector<double>(rows[i + 1]), new Vector<double>(rows[i + 2]));
                    var low0 = zero + (r0 * low00) + (r1 * low10) + (r2 * low20);
                    var low1 = zero + (r0 * low01) + (r1 * low11) + (r2 * low21);
                    var low2 = zero + (r0 * low02) + (r1 * low12) + (r2 * low22);
                    var high0 = zero + (r0 * high00) + (r1 * high10) + (r2 * high20);
                    var high1 = zero + (r0 * high01) + (r1 * high11) + (r2 * high21);
                    var high2 = zero + (r0 * high02) + (r1 * high12) + (r2 * high22);
                    for (var j = 0; j + 3 <= columns.Length; j += 3, next += stride)
                    {
                        var (c0, c1, c2) = (new Vector<double>(columns[j]), new Vector<double>(columns[j + 1]), new Vector<double>(columns[j + 2]));
                        var low = zero + (low0 * c0) + (low1 * c1) + (low2 * c2);
                        var high = zero + (high0 * c0) + (high1 * c1) + (high2 * c2);
                        Vector.Narrow(low * lowFactor, high * highFactor).CopyTo(place.Slice(next));
                    }
                }
            }
    }

    // half = rows·filter, then half·columnsᵀ times the factor; sums start at 0 and take the taps in their order.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Transform(ReadOnlySpan<float> lines, ReadOnlySpan<double> factors, Span<float> destination)
    {
        var (height, width, taps) = (_shape.KernelHeight, _shape.KernelWidth, _shape.PlaneLength);
        Span<Vector<double>> low = stackalloc Vector<double>[taps];
        Span<Vector<double>> high = stackalloc Vector<double>[taps];
        Span<Vector<double>> lowHalf = stackalloc Vector<double>[RowCount * width];
        Span<Vector<double>> highHalf = stackalloc Vector<double>[RowCount * width];
        for (var input = 0; input < _shape.Inputs; input++)
            for (var lane = 0; lane < OutputBlock; lane += Vector<float>.Count)
            {
                for (var tap = 0; tap < taps; tap++)
                    Vector.Widen(new Vector<float>(lines.Slice((((input * taps) + tap) * OutputBlock) + lane)), out low[tap], out high[tap]);
                for (var i = 0; i < lowHalf.Length; i++)
                {
                    var row = _rows.AsSpan(i / width * height, height);
                    lowHalf[i] = Sum(row, low.Slice(i % width), width);
                    highHalf[i] = Sum(row, high.Slice(i % width), width);
                }

                var lowFactor = new Vector<double>(factors.Slice(lane));
                var highFactor = new Vector<double>(factors.Slice(lane + Vector<double>.Count));
                var place = (input * OutputBlock) + lane;
                for (var i = 0; i < RowCount; i++)
                    for (var j = 0; j < ColumnCount; j++, place += PositionStride)
                    {
                        var column = _columns.AsSpan(j * width, width);
                        var lowSum = Sum(column, lowHalf.Slice(i * width), 1);
                        var highSum = Sum(column, highHalf.Slice(i * width), 1);
                        Vector.Narrow(lowSum * lowFactor, highSum * highFactor).CopyTo(destination.Slice(place));
                    }
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Sum(ReadOnlySpan<double> coefficients, ReadOnlySpan<Vector<double>> values, int step)
    {
        var sum = Vector<double>.Zero;
        for (var i = 0; i < coefficients.Length; i++)
            sum += new Vector<double>(coefficients[i]) * values[i * step];
        return sum;
    }

    private static double[] Coefficients(int tile, int taps)
    {
        var matrix = WinogradTransform.Create(tile, taps).Filter;
        var coefficients = new double[matrix.Length * taps];
        for (var i = 0; i < coefficients.Length; i++)
            coefficients[i] = matrix[i / taps][i % taps].ToDouble();
        return coefficients;
    }
}
