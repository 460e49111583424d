#if MODELCOMPILER_RUNTIME
namespace ModelCompiler.CompilerServices;
#else
namespace ModelCompiler.Compiler.Packing;
#endif

/// <summary>
/// An exact fraction. The transforms of Winograd's algorithm are computed with it, so that each coefficient is rounded once,
/// where it is used. Numerators and denominators stay below 2³¹ for the interpolation points in use.
/// </summary>
internal readonly struct Rational : IEquatable<Rational>
{
    private readonly long _denominatorMinusOne; // so that default(Rational) is 0

    public Rational(long numerator, long denominator = 1)
    {
        var divisor = GreatestCommonDivisor(Math.Abs(numerator), Math.Abs(denominator)) * Math.Sign(denominator);
        Numerator = numerator / divisor;
        _denominatorMinusOne = (denominator / divisor) - 1;
    }

    public long Numerator { get; }

    public long Denominator => _denominatorMinusOne + 1;

    public bool IsZero => Numerator == 0;

    public double ToDouble() => (double)Numerator / Denominator;

    public static implicit operator Rational(int value) => new(value);

    public static Rational operator +(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + -b;

    public static Rational operator *(Rational a, Rational b) =>
        new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) =>
        new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    public override int GetHashCode() => unchecked((int)((Numerator * 31) + Denominator));

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
