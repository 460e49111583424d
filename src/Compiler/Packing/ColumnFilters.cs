#if MODELCOMPILER_RUNTIME
namespace ModelCompiler.CompilerServices;
#else
namespace ModelCompiler.Compiler.Packing;
#endif

/// <summary>
/// Filters whose columns are transformed by Winograd's G, as [position][M/outputBlock][C/inputBlock][kw][lanes][outputBlock]: at every
/// position filters of one row for the direct kernel.
/// </summary>
internal sealed class ColumnFilters
{
    private readonly FilterShape _shape;
    private readonly int _inputBlock;
    private readonly int _outputBlock;
    private readonly double[] _coefficients;

    public ColumnFilters(FilterShape shape, int tileHeight, int inputBlock, int outputBlock)
    {
        (_shape, _inputBlock, _outputBlock) = (shape, inputBlock, outputBlock);
        var matrix = WinogradTransform.Create(tileHeight, shape.KernelHeight).Filter;
        _coefficients = new double[matrix.Length * shape.KernelHeight];
        for (var i = 0; i < _coefficients.Length; i++)
            _coefficients[i] = matrix[i / shape.KernelHeight][i % shape.KernelHeight].ToDouble();
    }

    public int Blocks => (_shape.Outputs + _outputBlock - 1) / _outputBlock;

    public int Positions => _coefficients.Length / _shape.KernelHeight;

    public int Length => Positions * Blocks * PanelLength;

    private int PanelLength => _shape.Inputs * _shape.KernelWidth * _outputBlock;

    /// <summary>Packs a block of outputs. Sums start at 0 and take the taps in their order, in double; they are rounded once.</summary>
    /// <param name="block">Its number.</param>
    /// <param name="filters">The filters of its outputs.</param>
    /// <param name="scale">A factor per output channel of the layer; empty for 1.</param>
    /// <param name="destination">The place of all blocks.</param>
    public void Pack(int block, ReadOnlySpan<float> filters, ReadOnlySpan<double> scale, Span<float> destination)
    {
        var first = block * _outputBlock;
        for (var output = 0; output < _outputBlock; output++)
        {
            var exists = first + output < _shape.Outputs;
            var factor = exists && !scale.IsEmpty ? scale[first + output] : 1;
            for (var input = 0; input < _shape.Inputs; input++)
                for (var column = 0; column < _shape.KernelWidth; column++)
                {
                    var plane = filters.Slice(exists ? ((output * _shape.Inputs) + input) * _shape.PlaneLength : 0);
                    var place = (block * PanelLength) + (PlaceOf(input, column) * _outputBlock) + output;
                    for (var position = 0; position < Positions; position++)
                        destination[(position * Blocks * PanelLength) + place] = exists ? (float)(Sum(plane, column, position) * factor) : 0;
                }
        }
    }

    private double Sum(ReadOnlySpan<float> plane, int column, int position)
    {
        double sum = 0;
        for (var row = 0; row < _shape.KernelHeight; row++)
            sum += _coefficients[(position * _shape.KernelHeight) + row] * plane[(row * _shape.KernelWidth) + column];
        return sum;
    }

    private int PlaceOf(int input, int column)
    {
        var first = input / _inputBlock * _inputBlock;
        return (first * _shape.KernelWidth) + (column * Math.Min(_inputBlock, _shape.Inputs - first)) + input - first;
    }
}
