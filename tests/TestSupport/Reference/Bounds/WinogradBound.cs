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
        var magnitudes = operands.Select(operand => operand?.Magnitude).ToList();
        var tiles = new Dictionary<(int, int), double[][,]>();
        return Tensor.Generate(result, index =>
        {
            var tile = (index[2] / call.TileHeight, index[3] / call.TileWidth);
            if (!tiles.TryGetValue(tile, out var outputs))
                tiles[tile] = outputs = Outputs(Inputs(call, magnitudes[0]!, rows, columns, tile), filters, rows, columns);
            return outputs[index[1]][index[2] % call.TileHeight, index[3] % call.TileWidth]
                + (magnitudes.ElementAtOrDefault(2) is { } bias ? bias[index[1]] : 0)
                + (magnitudes.ElementAtOrDefault(3) is { } residual ? residual[index] : 0);
        });
    }

    /// <summary>|G·w·Gᵀ| as [output channel][input channel].</summary>
    private static double[][][,] Filters(BoundedTensor filters, WinogradMatrices rows, WinogradMatrices columns)
    {
        var w = new Tensor(filters.Shape, filters.Data);
        return [.. Enumerable.Range(0, filters.Shape[0]).Select(output =>
            Enumerable.Range(0, filters.Shape[1]).Select(input =>
            {
                var taps = Fill(filters.Shape[2], filters.Shape[3], (i, j) => w[output, input, i, j]);
                var sums = WinogradMatrices.Apply(rows.Filter, taps, columns.Filter);
                return Fill(rows.Size, columns.Size, (i, j) => Math.Abs(sums[i, j]));
            }).ToArray())];
    }

    /// <summary>|Bᵀ|·|x̂|·|B| of every input channel of one tile; what lies outside the image is zero.</summary>
    private static double[][,] Inputs(
        WinogradConv call, Tensor magnitude, WinogradMatrices rows, WinogradMatrices columns, (int Row, int Column) tile)
    {
        var top = (tile.Row * call.TileHeight) - call.Window.PadTop;
        var left = (tile.Column * call.TileWidth) - call.Window.PadLeft;
        var (inputRows, inputColumns) = (WinogradMatrices.Absolute(rows.Input), WinogradMatrices.Absolute(columns.Input));
        return [.. Enumerable.Range(0, magnitude.Shape[1]).Select(channel => WinogradMatrices.Apply(
            inputRows, Fill(rows.Size, columns.Size, (i, j) => At(channel, top + i, left + j)), inputColumns))];

        double At(int channel, int row, int column) =>
            row < 0 || column < 0 || row >= magnitude.Shape[2] || column >= magnitude.Shape[3]
                ? 0 : magnitude[0, channel, row, column];
    }

    /// <summary>|Aᵀ|·[Σ_c filters ⊙ inputs]·|A| of every output channel of one tile.</summary>
    private static double[][,] Outputs(
        double[][,] inputs, double[][][,] filters, WinogradMatrices rows, WinogradMatrices columns)
    {
        var (outputRows, outputColumns) = (WinogradMatrices.Absolute(rows.Output), WinogradMatrices.Absolute(columns.Output));
        return [.. filters.Select(filter => WinogradMatrices.Apply(outputRows, Products(filter), outputColumns))];

        double[,] Products(double[][,] filter)
        {
            var products = new double[rows.Size, columns.Size];
            for (var channel = 0; channel < inputs.Length; channel++)
                for (var i = 0; i < rows.Size; i++)
                    for (var j = 0; j < columns.Size; j++)
                        products[i, j] += inputs[channel][i, j] * filter[channel][i, j];
            return products;
        }
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
