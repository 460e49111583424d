#if MODELCOMPILER_RUNTIME
namespace ModelCompiler.CompilerServices;
#else
namespace ModelCompiler.Compiler.Packing;
#endif

/// <summary>How filters are transformed: to how many samples along rows and columns, with the taps how far apart.</summary>
#if MODELCOMPILER_RUNTIME
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#else
internal
#endif
readonly record struct FourierShape(int Rows, int Columns, int DilationHeight, int DilationWidth);

/// <summary>
/// Transforms one filter after the other, in double: the conjugate of its spectrum, which makes a correlation of a product, divided by
/// the number of samples, which the transform back of the products leaves out.
/// </summary>
internal sealed class FourierFilter
{
    private readonly FilterShape _filters;
    private readonly FourierShape _shape;
    private readonly DoubleTransform _rows;
    private readonly DoubleTransform _columns;
    private readonly int[] _frequencies;
    private readonly double[] _real;
    private readonly double[] _imaginary;
    private readonly double[] _columnReal;
    private readonly double[] _columnImaginary;

    public FourierFilter(FilterShape filters, FourierShape shape)
    {
        (_filters, _shape) = (filters, shape);
        (_rows, _columns) = (new DoubleTransform(shape.Columns), new DoubleTransform(shape.Rows));
        _frequencies = FourierPositions.Create(shape.Rows, shape.Columns).Frequencies;
        (_real, _imaginary) = (new double[shape.Rows * shape.Columns], new double[shape.Rows * shape.Columns]);
        (_columnReal, _columnImaginary) = (new double[shape.Rows], new double[shape.Rows]);
    }

    /// <summary>The number of positions, each of which gets a complex number.</summary>
    public int Positions => _frequencies.Length;

    /// <summary>Transforms one plane of a filter times a factor.</summary>
    public void Transform(ReadOnlySpan<float> taps, double scale, Span<double> real, Span<double> imaginary)
    {
        Array.Clear(_real, 0, _real.Length);
        Array.Clear(_imaginary, 0, _imaginary.Length);
        for (var y = 0; y < _filters.KernelHeight; y++)
        {
            var row = y * _shape.DilationHeight * _shape.Columns;
            for (var x = 0; x < _filters.KernelWidth; x++)
                _real[row + (x * _shape.DilationWidth)] = taps[(y * _filters.KernelWidth) + x];
            _rows.Transform(_real.AsSpan(row, _shape.Columns), _imaginary.AsSpan(row, _shape.Columns));
        }

        if (_shape.Rows > 1)
            for (var column = 0; column < _shape.Columns; column++)
                TransformColumn(column);
        var factor = scale / _real.Length;
        for (var i = 0; i < _frequencies.Length; i++)
        {
            var (row, column) = (_columns.PlaceOf(_frequencies[i] / _shape.Columns), _rows.PlaceOf(_frequencies[i] % _shape.Columns));
            real[i] = _real[(row * _shape.Columns) + column] * factor;
            imaginary[i] = -_imaginary[(row * _shape.Columns) + column] * factor;
        }
    }

    private void TransformColumn(int column)
    {
        for (var y = 0; y < _shape.Rows; y++)
            (_columnReal[y], _columnImaginary[y]) = (_real[(y * _shape.Columns) + column], _imaginary[(y * _shape.Columns) + column]);
        _columns.Transform(_columnReal, _columnImaginary);
        for (var y = 0; y < _shape.Rows; y++)
            (_real[(y * _shape.Columns) + column], _imaginary[(y * _shape.Columns) + column]) = (_columnReal[y], _columnImaginary[y]);
    }

    /// <summary>A transform of one sequence in place, in steps of three and two.</summary>
    private sealed class DoubleTransform
    {
        private readonly int _size;
        private readonly double[] _cosines;
        private readonly double[] _sines;
        private readonly int[] _places;

        public DoubleTransform(int size)
        {
            _size = size;
            (_cosines, _sines, _places) = (new double[size], new double[size], new int[size]);
            for (var i = 0; i < size; i++)
                (_cosines[i], _sines[i]) = FourierFactors.Root(i, size);
            for (var place = 0; place < size; place++)
                _places[FrequencyAt(place)] = place;
        }

        public int PlaceOf(int frequency) => _places[frequency];

        public void Transform(Span<double> real, Span<double> imaginary)
        {
            for (int length = _size, distance; length > 1; length = distance)
            {
                var radix = RadixOf(length);
                distance = length / radix;
                for (var start = 0; start < _size; start += length)
                    for (var i = start; i < start + distance; i++)
                        if (radix == 2)
                            Combine2(real, imaginary, i, distance, (i - start) * (_size / length));
                        else
                            Combine3(real, imaginary, i, distance, (i - start) * (_size / length));
            }
        }

        private static int RadixOf(int length) => length % 3 == 0 ? 3 : 2;

        // The digits of a place in the steps' bases, in reverse order.
        private int FrequencyAt(int place)
        {
            var (frequency, scale) = (0, 1);
            for (int length = _size, radix; length > 1; length /= radix, scale *= radix)
            {
                radix = RadixOf(length);
                frequency += place / (length / radix) % radix * scale;
            }

            return frequency;
        }

        private void Combine2(Span<double> real, Span<double> imaginary, int first, int distance, int root)
        {
            var second = first + distance;
            var (r, i) = (real[first] - real[second], imaginary[first] - imaginary[second]);
            (real[first], imaginary[first]) = (real[first] + real[second], imaginary[first] + imaginary[second]);
            Rotate(r, i, root, out real[second], out imaginary[second]);
        }

        private void Combine3(Span<double> real, Span<double> imaginary, int first, int distance, int root)
        {
            var (second, third) = (first + distance, first + (2 * distance));
            var (sumReal, sumImaginary) = (real[second] + real[third], imaginary[second] + imaginary[third]);
            var height = _sines[_size / 3];
            var (sideReal, sideImaginary) = (height * (imaginary[second] - imaginary[third]), height * (real[second] - real[third]));
            var (halfReal, halfImaginary) = (real[first] - (sumReal / 2), imaginary[first] - (sumImaginary / 2));
            (real[first], imaginary[first]) = (real[first] + sumReal, imaginary[first] + sumImaginary);
            Rotate(halfReal + sideReal, halfImaginary - sideImaginary, root, out real[second], out imaginary[second]);
            Rotate(halfReal - sideReal, halfImaginary + sideImaginary, 2 * root, out real[third], out imaginary[third]);
        }

        // Times e^(−2πi·root/size).
        private void Rotate(double real, double imaginary, int root, out double rotatedReal, out double rotatedImaginary)
        {
            var (cosine, sine) = (_cosines[root], _sines[root]);
            rotatedReal = (real * cosine) + (imaginary * sine);
            rotatedImaginary = (imaginary * cosine) - (real * sine);
        }
    }
}
