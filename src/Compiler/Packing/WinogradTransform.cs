#if MODELCOMPILER_RUNTIME
namespace ModelCompiler.CompilerServices;
#else
namespace ModelCompiler.Compiler.Packing;
#endif

/// <summary>
/// The matrices of Winograd's minimal filtering F(m, r) by the Cook–Toom construction: y = Aᵀ[(G·g) ⊙ (Bᵀ·d)] for a filter
/// g of r taps and an input d of n = m + r − 1 samples (Lavin and Gray 2015; Barabasz et al. 2018 for the points).
/// </summary>
internal sealed class WinogradTransform
{
    // 0, ±1, ±2, ±1/2 in this order: small points of opposite sign keep the coefficients, and with them the error, small.
    private static readonly Rational[] Points = [0, 1, -1, 2, -2, new(1, 2), new(-1, 2)];

    private WinogradTransform(Rational[][] output, Rational[][] filter, Rational[][] input)
    {
        Output = output;
        Filter = filter;
        Input = input;
    }

    /// <summary>Aᵀ, m rows of n.</summary>
    public Rational[][] Output { get; }

    /// <summary>G, n rows of r.</summary>
    public Rational[][] Filter { get; }

    /// <summary>Bᵀ, n rows of n.</summary>
    public Rational[][] Input { get; }

    /// <summary>The transform for m outputs and r taps; F(1, 1) is the identity, the untransformed axis of a 1×3 filter.</summary>
    public static WinogradTransform Create(int outputs, int taps)
    {
        var size = outputs + taps - 1;
        if (size > Points.Length + 1)
            throw new ArgumentOutOfRangeException(nameof(outputs), "The transform would need more interpolation points than there are.");
        return new(OutputMatrix(outputs, size), FilterMatrix(taps, size), InputMatrix(size));
    }

    // Row i holds the i-th powers of the points; the last column is the point at infinity.
    private static Rational[][] OutputMatrix(int outputs, int size) => Matrix(outputs, size, (i, j) =>
        j < size - 1 ? Power(Points[j], i) : i == outputs - 1 ? 1 : 0);

    // Row j evaluates the filter's polynomial at point j, divided by ∏(α_j − α_k), the Lagrange denominators.
    private static Rational[][] FilterMatrix(int taps, int size) => Matrix(size, taps, (j, k) =>
        j < size - 1 ? Power(Points[j], k) / LagrangeDenominator(j, size) : k == taps - 1 ? 1 : 0);

    // Row j holds the coefficients of ∏_{k≠j}(x − α_k); the last row those of ∏(x − α_k).
    private static Rational[][] InputMatrix(int size) =>
        Matrix(size, size, (j, k) => Polynomial(j, size) is var p && k < p.Length ? p[k] : 0);

    private static Rational LagrangeDenominator(int point, int size)
    {
        Rational product = 1;
        for (var k = 0; k < size - 1; k++)
            if (k != point)
                product *= Points[point] - Points[k];
        return product;
    }

    private static Rational[] Polynomial(int leftOut, int size)
    {
        Rational[] coefficients = [1];
        for (var k = 0; k < size - 1; k++)
            if (k != leftOut)
                coefficients = TimesRoot(coefficients, Points[k]);
        return coefficients;
    }

    private static Rational[] TimesRoot(Rational[] polynomial, Rational root)
    {
        var product = new Rational[polynomial.Length + 1];
        for (var i = 0; i < polynomial.Length; i++)
        {
            product[i + 1] += polynomial[i];
            product[i] -= root * polynomial[i];
        }

        return product;
    }

    private static Rational Power(Rational x, int exponent)
    {
        Rational power = 1;
        for (var i = 0; i < exponent; i++)
            power *= x;
        return power;
    }

    // Loops rather than LINQ, whose iterators over Rational the JIT would compile whenever a model starts.
    private static Rational[][] Matrix(int rows, int columns, Func<int, int, Rational> element)
    {
        var matrix = new Rational[rows][];
        for (var i = 0; i < rows; i++)
        {
            matrix[i] = new Rational[columns];
            for (var j = 0; j < columns; j++)
                matrix[i][j] = element(i, j);
        }

        return matrix;
    }
}
