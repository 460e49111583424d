namespace ModelCompiler.CompilerServices;

/// <summary>
/// Spectra b of filters as b_r, b_i − b_r and b_r + b_i, [3·frequency][M/16][C][16]. A part is a block of 16 outputs, one in each lane.
/// </summary>
internal sealed class FourierStep(FilterSource filters, double[] scale, FilterShape shape, FourierShape samples) : PackingStep
{
    private const int OutputBlock = 16;

    private readonly int _positions = FourierPositions.Count(samples.Rows, samples.Columns);

    public override int Parts => (shape.Outputs + OutputBlock - 1) / OutputBlock;

    public override int Length => 3 * _positions * PositionStride;

    private int PositionStride => Parts * shape.Inputs * OutputBlock;

    public override void Pack(int part, Span<float> destination, PackingScratch scratch)
    {
        var transform = new FourierFilter(shape, samples);
        var first = part * OutputBlock;
        var count = Math.Min(OutputBlock, shape.Outputs - first);
        var rows = filters.Read(first * shape.PerOutput, count * shape.PerOutput, scratch);
        var (real, imaginary) = (new double[_positions * OutputBlock], new double[_positions * OutputBlock]);
        for (var input = 0; input < shape.Inputs; input++)
        {
            for (var lane = 0; lane < count; lane++)
                transform.Transform(
                    rows.Slice((lane * shape.PerOutput) + (input * shape.PlaneLength), shape.PlaneLength), scale.Length == 0 ? 1 : scale[first + lane],
                    real.AsSpan(lane * _positions, _positions), imaginary.AsSpan(lane * _positions, _positions));
            Store(real, imaginary, destination[(((part * shape.Inputs) + input) * OutputBlock)..]);
        }
    }

    // Lanes without an output stay 0.
    private void Store(double[] real, double[] imaginary, Span<float> place)
    {
        for (var position = 0; position < _positions; position++)
        {
            var factors = place[(3 * position * PositionStride)..];
            for (var lane = 0; lane < OutputBlock; lane++)
            {
                var (r, i) = (real[(lane * _positions) + position], imaginary[(lane * _positions) + position]);
                factors[lane] = (float)r;
                factors[PositionStride + lane] = (float)(i - r);
                factors[(2 * PositionStride) + lane] = (float)(r + i);
            }
        }
    }
}

/// <summary>Spectra of one filter per channel, [C/16][frequency][2][16]. A part is a block of 16 channels.</summary>
internal sealed class FourierDepthwiseStep(FilterSource filters, double[] scale, FilterShape shape, FourierShape samples) : PackingStep
{
    private const int Block = 16;

    private readonly int _positions = FourierPositions.Count(samples.Rows, samples.Columns);

    public override int Parts => (shape.Outputs + Block - 1) / Block;

    public override int Length => Parts * PartLength;

    private int PartLength => _positions * 2 * Block;

    public override void Pack(int part, Span<float> destination, PackingScratch scratch)
    {
        var transform = new FourierFilter(shape, samples);
        var first = part * Block;
        var count = Math.Min(Block, shape.Outputs - first);
        var rows = filters.Read(first * shape.PlaneLength, count * shape.PlaneLength, scratch);
        var (real, imaginary) = (new double[_positions], new double[_positions]);
        var place = destination.Slice(part * PartLength, PartLength);
        if (count < Block)
            place.Clear();
        for (var lane = 0; lane < count; lane++)
        {
            transform.Transform(rows.Slice(lane * shape.PlaneLength, shape.PlaneLength), scale.Length == 0 ? 1 : scale[first + lane], real, imaginary);
            for (var i = 0; i < real.Length; i++)
                (place[(2 * i * Block) + lane], place[(((2 * i) + 1) * Block) + lane]) = ((float)real[i], (float)imaginary[i]);
        }
    }
}
