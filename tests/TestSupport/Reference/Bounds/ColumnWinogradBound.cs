using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Testing.Reference.Bounds;

/// <summary>As <see cref="WinogradBound"/>, of transforms along columns alone: γ applies to |Aᵀ|·Σ_c Σ_x |G·w_x| ⊙ (|Bᵀ|·|x̂|).</summary>
internal static class ColumnWinogradBound
{
    /// <summary>A term goes through n operations in each of two transforms, C·kw in the product, and four more.</summary>
    public static int Operations(ColumnWinogradConv call) =>
        (2 * call.Positions) + (call.Source.Geometry.Channels * call.Window.KernelWidth) + 4;

    public static double[] Magnitude(ColumnWinogradConv call, BoundedTensor?[] operands, TensorShape result)
    {
        var rows = new WinogradMatrices(call.TileHeight, call.Window.KernelHeight);
        var (x, bias) = (operands[0]!.Magnitude, operands.ElementAtOrDefault(2)?.Magnitude);
        var filters = new Tensor(operands[1]!.Shape, operands[1]!.Data);
        return Tensor.Generate(result, index =>
        {
            var (top, left) = ((index[2] / call.TileHeight * call.TileHeight) - call.Window.PadTop, index[3] - call.Window.PadLeft);
            var sum = 0.0;
            for (var position = 0; position < rows.Size; position++)
            {
                var product = 0.0;
                for (var channel = 0; channel < filters.Shape[1]; channel++)
                    for (var column = 0; column < filters.Shape[3]; column++)
                        product += Filter(index[1], channel, column, position) * Input(index[0], channel, top, left + column, position);
                sum += Math.Abs(rows.Output[index[2] % call.TileHeight][position]) * product;
            }

            return sum + (bias is null ? 0 : bias[index[1]]);
        });

        double Filter(int output, int channel, int column, int position) => Math.Abs(
            Enumerable.Range(0, filters.Shape[2]).Sum(row => rows.Filter[position][row] * filters[output, channel, row, column]));

        double Input(int sample, int channel, int top, int column, int position) => column < 0 || column >= x.Shape[3] ? 0
            : Enumerable.Range(0, rows.Size).Where(row => top + row >= 0 && top + row < x.Shape[2])
                .Sum(row => Math.Abs(rows.Input[position][row]) * x[sample, channel, top + row, column]);
    }
}
