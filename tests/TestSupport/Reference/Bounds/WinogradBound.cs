using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Testing.Reference.Bounds;

/// <summary>
/// Winograd's sums are exact in exact arithmetic, but larger on the way: γ applies to |Aᵀ|·[Σ_c |G·w·Gᵀ| ⊙ (|Bᵀ|·|x̂|·|B|)]·|A| in place of
/// Σ|w|·|x̂| (componentwise, as in Barabasz et al. 2018, theorems 1 and 2). The entries of A and B are sums of powers of two, hence
/// exact floats; G·w·Gᵀ is computed in double and rounded once.
/// </summary>
internal static class WinogradBound
{
    /// <summary>
    /// A term goes through n operations in each of four one-dimensional transforms, C in the product over channels, and four
    /// more: filter, bias, residual, and the product of an unfused multiply-add.
    /// </summary>
    public static int Operations(WinogradConv call) =>
        (2 * call.TransformHeight) + (2 * call.TransformWidth) + call.Source.Geometry.Channels + 4;

    public static double[] Magnitude(WinogradConv call, BoundedTensor?[] operands, TensorShape result)
    {
        var rows = new WinogradMatrices(call.TileHeight, call.Window.KernelHeight);
        var columns = new WinogradMatrices(call.TileWidth, call.Window.KernelWidth);
        var filters = Filters(operands[1]!, rows, columns);
        var tiles = new Dictionary<(int, int), double[][,]>();
        return Tensor.Generate(result, index =>
        {
            var tile = (index[2] / call.TileHeight, index[3] / call.TileWidth);
            if (!tiles.TryGetValue(tile, out var inputs))
                tiles[tile] = inputs = Inputs(call, operands[0]!.Magnitude, rows, columns, tile);
            return Output(inputs, filters, rows.Output[index[2] % call.TileHeight], columns.Output[index[3] % call.TileWidth], index[1])
                + (operands.ElementAtOrDefault(2) is { } bias ? bias.Magnitude[index[1]] : 0)
                + (operands.ElementAtOrDefault(3) is { } residual ? residual.Magnitude[index] : 0);
        });
    }

    /// <summary>|G·w·Gᵀ| of every output and input channel.</summary>
    private static double[,][,] Filters(BoundedTensor filters, WinogradMatrices rows, WinogradMatrices columns)
    {
        var w = new Tensor(filters.Shape, filters.Data);
        var transformed = new double[filters.Shape[0], filters.Shape[1]][,];
        for (var output = 0; output < filters.Shape[0]; output++)
            for (var input = 0; input < filters.Shape[1]; input++)
            {
                var taps = Fill(filters.Shape[2], filters.Shape[3], (i, j) => w[output, input, i, j]);
                var sums = WinogradMatrices.Apply(rows.Filter, taps, columns.Filter);
                transformed[output, input] = Fill(rows.Size, columns.Size, (i, j) => Math.Abs(sums[i, j]));
            }
        return transformed;
    }

    /// <summary>|Bᵀ|·|x̂|·|B| of every input channel of one tile; what lies outside the image is zero.</summary>
    private static double[][,] Inputs(
        WinogradConv call, Tensor magnitude, WinogradMatrices rows, WinogradMatrices columns, (int Row, int Column) tile)
    {
        var top = (tile.Row * call.TileHeight) - call.Window.PadTop;
        var left = (tile.Column * call.TileWidth) - call.Window.PadLeft;
        return
        [
            .. Enumerable.Range(0, magnitude.Shape[1]).Select(channel => WinogradMatrices.Apply(
                WinogradMatrices.Absolute(rows.Input),
                Fill(rows.Size, columns.Size, (i, j) => At(channel, top + i, left + j)),
                WinogradMatrices.Absolute(columns.Input))),
        ];

        double At(int channel, int row, int column) =>
            row < 0 || column < 0 || row >= magnitude.Shape[2] || column >= magnitude.Shape[3]
                ? 0 : magnitude[0, channel, row, column];
    }

    private static double Output(double[][,] inputs, double[,][,] filters, double[] row, double[] column, int filter)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
            for (var j = 0; j < column.Length; j++)
            {
                var factor = Math.Abs(row[i] * column[j]);
                if (factor != 0)
                    for (var channel = 0; channel < inputs.Length; channel++)
                        sum += factor * inputs[channel][i, j] * filters[filter, channel][i, j];
            }
        return sum;
    }

    private static double[,] Fill(int height, int width, Func<int, int, double> element)
    {
        var matrix = new double[height, width];
        for (var i = 0; i < height; i++)
            for (var j = 0; j < width; j++)
                matrix[i, j] = element(i, j);
        return matrix;
    }
}
