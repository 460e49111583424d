using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Testing.Reference.Bounds;

/// <summary>
/// Winograd's sums are exact in exact arithmetic, but larger on the way: γ applies to |Aᵀ|·[Σ_c |G·w·Gᵀ| ⊙ (|Bᵀ|·|x̂|·|B|)]·|A| in place of
/// Σ|w|·|x̂| (componentwise, as in Barabasz et al. 2018, theorems 1 and 2). The entries of A and B are sums of powers of two, hence
/// exact floats; G·w·Gᵀ is computed in double and rounded once. The phases of a strided convolution are summed as channels are.
/// </summary>
internal static class WinogradBound
{
    /// <summary>
    /// A term goes through n operations in each of four one-dimensional transforms, C in the product over channels, and four
    /// more: filter, bias, residual, and the product of an unfused multiply-add.
    /// </summary>
    public static int Operations(WinogradConv call) =>
        (2 * call.TransformHeight) + (2 * call.TransformWidth) + call.Inputs + 4;

    public static double[] Magnitude(WinogradConv call, BoundedTensor?[] operands, TensorShape result)
    {
        var rows = new WinogradMatrices(call.TileHeight, call.TransformHeight - call.TileHeight + 1);
        var columns = new WinogradMatrices(call.TileWidth, call.TransformWidth - call.TileWidth + 1);
        var filters = Filters(call.Window, operands[1]!, rows, columns);
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

    /// <summary>|G·w·Gᵀ| as [output channel][input channel, phase by phase].</summary>
    private static double[][][,] Filters(Window window, BoundedTensor filters, WinogradMatrices rows, WinogradMatrices columns)
    {
        var w = new Tensor(filters.Shape, filters.Data);
        return [.. Enumerable.Range(0, filters.Shape[0]).Select(output =>
            Phases(window, filters.Shape[1]).Select(part =>
            {
                var taps = Fill(rows.Taps, columns.Taps, (i, j) => Tap(output, part, i, j));
                var sums = WinogradMatrices.Apply(rows.Filter, taps, columns.Filter);
                return Fill(rows.Size, columns.Size, (i, j) => Math.Abs(sums[i, j]));
            }).ToArray())];

        double Tap(int output, (int Channel, int Row, int Column) part, int i, int j)
        {
            var (row, column) = ((i * window.StrideHeight) + part.Row, (j * window.StrideWidth) + part.Column);
            return row < window.KernelHeight && column < window.KernelWidth ? w[output, part.Channel, row, column] : 0;
        }
    }

    private static IEnumerable<(int Channel, int Row, int Column)> Phases(Window window, int channels) =>
        from row in Enumerable.Range(0, window.StrideHeight)
        from column in Enumerable.Range(0, window.StrideWidth)
        from channel in Enumerable.Range(0, channels)
        select (channel, row, column);

    /// <summary>|Bᵀ|·|x̂|·|B| of every input channel of one tile; what lies outside the image is zero.</summary>
    private static double[][,] Inputs(
        WinogradConv call, Tensor magnitude, WinogradMatrices rows, WinogradMatrices columns, (int Row, int Column) tile)
    {
        var window = call.Window;
        var top = (tile.Row * call.TileHeight * window.StrideHeight) - window.PadTop;
        var left = (tile.Column * call.TileWidth * window.StrideWidth) - window.PadLeft;
        var (inputRows, inputColumns) = (WinogradMatrices.Absolute(rows.Input), WinogradMatrices.Absolute(columns.Input));
        return [.. Phases(window, magnitude.Shape[1]).Select(part => WinogradMatrices.Apply(
            inputRows,
            Fill(rows.Size, columns.Size, (i, j) =>
                At(part.Channel, top + (i * window.StrideHeight) + part.Row, left + (j * window.StrideWidth) + part.Column)),
            inputColumns))];

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
