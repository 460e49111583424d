namespace ModelCompiler.Compiler.Packing;

/// <summary>Transforms filters for convolutions by Fourier transforms, one after the other; at load time Runtime does the same in parts.</summary>
internal static class FourierPacker
{
    private const int OutputBlock = 16;

    /// <summary>
    /// [3·frequency][M/16][C][16]: of a spectrum b its real part, b_i − b_r and b_r + b_i, the factors of a complex product in three real ones.
    /// </summary>
    public static void Dense(
        ReadOnlySpan<float> filters, ReadOnlySpan<double> scale, FilterShape shape, FourierShape samples, Span<float> destination)
    {
        destination.Clear();
        var transform = new FourierFilter(shape, samples);
        var (real, imaginary) = (new double[transform.Positions], new double[transform.Positions]);
        var stride = (shape.Outputs + OutputBlock - 1) / OutputBlock * shape.Inputs * OutputBlock;
        for (var output = 0; output < shape.Outputs; output++)
            for (var input = 0; input < shape.Inputs; input++)
            {
                var filter = filters.Slice(((output * shape.Inputs) + input) * shape.PlaneLength, shape.PlaneLength);
                transform.Transform(filter, scale.IsEmpty ? 1 : scale[output], real, imaginary);
                var place = (((output / OutputBlock * shape.Inputs) + input) * OutputBlock) + (output % OutputBlock);
                for (var i = 0; i < real.Length; i++, place += 3 * stride)
                {
                    destination[place] = (float)real[i];
                    destination[place + stride] = (float)(imaginary[i] - real[i]);
                    destination[place + (2 * stride)] = (float)(real[i] + imaginary[i]);
                }
            }
    }

    /// <summary>[C/16][frequency][2][16].</summary>
    public static void Depthwise(
        ReadOnlySpan<float> filters, ReadOnlySpan<double> scale, FilterShape shape, FourierShape samples, Span<float> destination)
    {
        destination.Clear();
        var transform = new FourierFilter(shape, samples);
        var (real, imaginary) = (new double[transform.Positions], new double[transform.Positions]);
        for (var channel = 0; channel < shape.Outputs; channel++)
        {
            transform.Transform(
                filters.Slice(channel * shape.PlaneLength, shape.PlaneLength), scale.IsEmpty ? 1 : scale[channel], real, imaginary);
            var place = (channel / OutputBlock * real.Length * 2 * OutputBlock) + (channel % OutputBlock);
            for (var i = 0; i < real.Length; i++, place += 2 * OutputBlock)
                (destination[place], destination[place + OutputBlock]) = ((float)real[i], (float)imaginary[i]);
        }
    }
}
