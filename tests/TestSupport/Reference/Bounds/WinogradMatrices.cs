using ModelCompiler.Compiler.Packing;

namespace ModelCompiler.Testing.Reference.Bounds;

/// <summary>The matrices of F(m, r) in double, where all of them are exact up to one rounding.</summary>
internal sealed class WinogradMatrices
{
    public WinogradMatrices(int outputs, int taps)
    {
        var transform = WinogradTransform.Create(outputs, taps);
        (Output, Filter, Input) = (ToDouble(transform.Output), ToDouble(transform.Filter), ToDouble(transform.Input));
    }

    /// <summary>Aᵀ.</summary>
    public double[][] Output { get; }

    /// <summary>G.</summary>
    public double[][] Filter { get; }

    /// <summary>Bᵀ.</summary>
    public double[][] Input { get; }

    public int Size => Input.Length;

    public int Taps => Filter[0].Length;

    /// <summary>
    /// max_i Σ_j |Aᵀ|_ij·(Σ|G|_j)·(Σ|Bᵀ|_j)/r: how much larger the sums inside the algorithm can be than those of the direct one,
    /// for inputs and filters of equal size. Along both axes its square counts (Barabasz et al. 2018).
    /// </summary>
    public double Amplification => Output.Max(row => row
        .Select((a, j) => Math.Abs(a) * Filter[j].Sum(Math.Abs) * Input[j].Sum(Math.Abs)).Sum()) / Filter[0].Length;

    /// <summary>|M|.</summary>
    public static double[][] Absolute(double[][] matrix) => [.. matrix.Select(row => row.Select(Math.Abs).ToArray())];

    /// <summary>rows · middle · columnsᵀ.</summary>
    public static double[,] Apply(double[][] rows, double[,] middle, double[][] columns)
    {
        var (height, width) = (middle.GetLength(0), middle.GetLength(1));
        var half = new double[rows.Length, width];
        var result = new double[rows.Length, columns.Length];
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < width; j++)
                for (var k = 0; k < height; k++)
                    half[i, j] += rows[i][k] * middle[k, j];
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j < columns.Length; j++)
                for (var k = 0; k < width; k++)
                    result[i, j] += half[i, k] * columns[j][k];
        return result;
    }

    private static double[][] ToDouble(Rational[][] matrix) =>
        [.. matrix.Select(row => row.Select(element => element.ToDouble()).ToArray())];
}
