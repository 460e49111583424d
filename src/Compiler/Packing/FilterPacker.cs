using System.Runtime.InteropServices;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Packing;

/// <summary>
/// Brings filters as stored (OIHW, or [out, in]) into the order in which their kernel reads them. A filter is multiplied by its
/// output channel's <c>scale</c> in double and rounded once; an empty scale means 1. Lanes without a channel become 0. Element by
/// element: at load time Runtime does the same on vectors, in the same order for each element.
/// </summary>
internal static class FilterPacker
{
    private const int OutputBlock = 16;

    /// <summary>As stored.</summary>
    public static void Planar(
        ReadOnlySpan<float> filters, ReadOnlySpan<double> scale, FilterShape shape, Span<float> destination)
    {
        for (var i = 0; i < filters.Length; i++)
            destination[i] = Scaled(filters[i], scale, i / shape.PerOutput);
        destination.Slice(filters.Length).Clear();
    }

    /// <summary>[M/outputBlock][C/inputBlock][kh][kw][lanes][outputBlock], where the last input block has only its real lanes.</summary>
    public static void Blocked(
        ReadOnlySpan<float> filters, ReadOnlySpan<double> scale, FilterShape shape,
        int inputBlock, int outputBlock, Span<float> destination)
    {
        destination.Clear();
        var next = 0;
        for (var outputs = 0; outputs < shape.Outputs; outputs += outputBlock)
            for (var inputs = 0; inputs < shape.Inputs; inputs += inputBlock)
                for (var tap = 0; tap < shape.PlaneLength; tap++)
                    for (var input = inputs; input < Math.Min(inputs + inputBlock, shape.Inputs); input++, next += outputBlock)
                        for (var output = outputs; output < Math.Min(outputs + outputBlock, shape.Outputs); output++)
                        {
                            var index = (((output * shape.Inputs) + input) * shape.PlaneLength) + tap;
                            destination[next + output - outputs] = Scaled(filters[index], scale, output);
                        }
    }

    /// <summary>Filters stored as [C, M, kh, kw], as <see cref="TransposedFilters"/> says.</summary>
    public static void Transposed(
        ReadOnlySpan<float> filters, ReadOnlySpan<double> scale, FilterShape shape,
        int strideHeight, int strideWidth, int inputBlock, int outputBlock, Span<float> destination)
    {
        destination.Clear();
        var places = TransposedFilters.Places(shape, strideHeight, strideWidth, inputBlock, outputBlock);
        for (var output = 0; output < shape.Outputs; output++)
        {
            var start = (output / outputBlock * shape.PerOutput * outputBlock) + (output % outputBlock);
            for (var i = 0; i < places.Length; i++)
            {
                var (input, tap) = (i / shape.PlaneLength, i % shape.PlaneLength);
                var index = (((input * shape.Outputs) + output) * shape.PlaneLength) + tap;
                destination[start + places[i]] = Scaled(filters[index], scale, output);
            }
        }
    }

    /// <summary>[C/block][kh][kw][block] for one filter per channel.</summary>
    public static void Depthwise(
        ReadOnlySpan<float> filters, ReadOnlySpan<double> scale, FilterShape shape, int block, Span<float> destination)
    {
        destination.Clear();
        var next = 0;
        for (var channels = 0; channels < shape.Outputs; channels += block)
            for (var tap = 0; tap < shape.PlaneLength; tap++, next += block)
                for (var channel = channels; channel < Math.Min(channels + block, shape.Outputs); channel++)
                    destination[next + channel - channels] =
                        Scaled(filters[(channel * shape.PlaneLength) + tap], scale, channel);
    }

    /// <summary>
    /// Dense filters [out, C·H·W] as [out/16][C/inputBlock][H][W][lanes][16]: the columns in the order in which an image
    /// [C/inputBlock][H][W][inputBlock] lies in memory, so that the image need not be flattened.
    /// </summary>
    public static void Dense(
        ReadOnlySpan<float> filters, ReadOnlySpan<double> scale, FilterShape shape, int inputBlock, Span<float> destination) =>
        Blocked(filters, scale, shape, inputBlock, OutputBlock, destination);

    /// <summary>
    /// Dense filters that are numbers of bfloat16 as [out/16][pair of inputs][16], inputs in the order of <see cref="Dense"/>: the upper half of a
    /// float for the first of a pair in its lower half, that of the second one in its upper half. No scale.
    /// </summary>
    public static void DensePairs(ReadOnlySpan<float> filters, FilterShape shape, int inputBlock, Span<float> destination)
    {
        destination.Clear();
        var lines = new float[(shape.Outputs + OutputBlock - 1) / OutputBlock * OutputBlock * shape.PerOutput];
        Dense(filters, [], shape, inputBlock, lines);
        var bits = MemoryMarshal.Cast<float, uint>(lines.AsSpan());
        var pairs = MemoryMarshal.Cast<float, uint>(destination);
        var blockPairs = (shape.PerOutput + 1) / 2 * OutputBlock;
        for (var i = 0; i < bits.Length; i++)
        {
            var (block, input, lane) = (i / OutputBlock / shape.PerOutput, i / OutputBlock % shape.PerOutput, i % OutputBlock);
            pairs[(block * blockPairs) + (input / 2 * OutputBlock) + lane] |= input % 2 == 0 ? bits[i] >> 16 : bits[i] & 0xFFFF_0000;
        }
    }

    /// <summary>G·g·Gᵀ of every filter as [position][M/16][C][16]; with a stride, of the filters of its phases as if they were more channels.</summary>
    public static void Winograd(
        ReadOnlySpan<float> filters, ReadOnlySpan<double> scale, FilterShape shape, WeightPacking.Winograd packing, Span<float> destination)
    {
        var phases = new Polyphase(shape.KernelHeight, shape.KernelWidth, packing.StrideHeight, packing.StrideWidth);
        var phased = new FilterShape(shape.Outputs, shape.Inputs * phases.Count, phases.KernelHeight, phases.KernelWidth);
        var places = phases.Places(shape.Inputs, shape.KernelHeight, shape.KernelWidth);
        var taps = new float[phased.Outputs * phased.PerOutput];
        for (var i = 0; i < filters.Length; i++)
            taps[(i / shape.PerOutput * phased.PerOutput) + places[i % shape.PerOutput]] = filters[i];
        Winograd(taps, scale, phased, packing.TileHeight, packing.TileWidth, destination);
    }

    private static void Winograd(
        ReadOnlySpan<float> filters, ReadOnlySpan<double> scale, FilterShape shape,
        int tileHeight, int tileWidth, Span<float> destination)
    {
        destination.Clear();
        var rows = ToDoubles(WinogradTransform.Create(tileHeight, shape.KernelHeight).Filter);
        var columns = ToDoubles(WinogradTransform.Create(tileWidth, shape.KernelWidth).Filter);
        var blocks = (shape.Outputs + OutputBlock - 1) / OutputBlock;
        var positionStride = blocks * shape.Inputs * OutputBlock;
        var transformed = new double[rows.Length * columns.Length];
        var half = new double[rows.Length * shape.KernelWidth];
        for (var output = 0; output < shape.Outputs; output++)
            for (var input = 0; input < shape.Inputs; input++)
            {
                var filter = filters.Slice(((output * shape.Inputs) + input) * shape.PlaneLength, shape.PlaneLength);
                Transform(filter, rows, columns, half, transformed);
                var place = ((((output / OutputBlock) * shape.Inputs) + input) * OutputBlock) + (output % OutputBlock);
                var factor = scale.IsEmpty ? 1 : scale[output];
                for (var position = 0; position < transformed.Length; position++)
                    destination[(position * positionStride) + place] = (float)(transformed[position] * factor);
            }
    }

    /// <summary>G·g of every column, as <see cref="ColumnFilters"/> says.</summary>
    public static void WinogradColumns(
        ReadOnlySpan<float> filters, ReadOnlySpan<double> scale, FilterShape shape,
        int tileHeight, int inputBlock, int outputBlock, Span<float> destination)
    {
        destination.Clear();
        var packing = new ColumnFilters(shape, tileHeight, inputBlock, outputBlock);
        for (var block = 0; block < packing.Blocks; block++)
            packing.Pack(block, filters.Slice(block * outputBlock * shape.PerOutput), scale, destination);
    }

    // half = rows·filter, transformed = half·columnsᵀ
    private static void Transform(
        ReadOnlySpan<float> filter, double[][] rows, double[][] columns, double[] half, double[] transformed)
    {
        var width = columns[0].Length;
        for (var i = 0; i < rows.Length; i++)
            for (var k = 0; k < width; k++)
            {
                double sum = 0;
                for (var r = 0; r < rows[i].Length; r++)
                    sum += rows[i][r] * filter[(r * width) + k];
                half[(i * width) + k] = sum;
            }

        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < columns.Length; j++)
            {
                double sum = 0;
                for (var k = 0; k < width; k++)
                    sum += half[(i * width) + k] * columns[j][k];
                transformed[(i * columns.Length) + j] = sum;
            }
    }

    private static double[][] ToDoubles(Rational[][] matrix) =>
        [.. matrix.Select(row => row.Select(element => element.ToDouble()).ToArray())];

    private static float Scaled(float filter, ReadOnlySpan<double> scale, int output) =>
        scale.IsEmpty ? filter : (float)(filter * scale[output]);
}
