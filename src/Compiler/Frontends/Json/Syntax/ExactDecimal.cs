using System.Globalization;
using System.Numerics;
using System.Text;

namespace ModelCompiler.Compiler.Frontends.Json;

/// <summary>
/// Reads a decimal number as the nearest double, ties to even. <c>double.Parse</c> and <c>Utf8Parser</c> do so on modern
/// .NET only, and the compiler also runs inside hosts on .NET Framework; the same file must give the same bits under each.
/// </summary>
internal static class ExactDecimal
{
    // Doubles and the points halfway between them have at most 768 significant digits: of what follows it only matters
    // whether it is zero.
    private const int MaximumDigits = 800;

    // An exponent beyond this overflows or underflows whatever digits a text of less than 2³¹ characters puts before it.
    private const long MaximumExponent = 10_000_000_000;

    private const int LargestMagnitude = 309;
    private const int SmallestMagnitude = -323;
    private const int MantissaBits = 53;
    private const int SmallestUnit = -1074;

    /// <summary>The value; ±∞ where it is too large for a double.</summary>
    /// <param name="text">A number in JSON's grammar.</param>
    public static double Parse(string text)
    {
        var negative = text[0] == '-';
        var magnitude = ParseMagnitude(text, negative ? 1 : 0);
        return negative ? -magnitude : magnitude;
    }

    private static double ParseMagnitude(string text, int start)
    {
        var (digits, exponent) = ReadDigits(text, start);
        if (digits.Length == 0)
            return 0;
        var magnitude = digits.Length + exponent; // The value lies in [10^(magnitude − 1), 10^magnitude).
        if (magnitude > LargestMagnitude)
            return double.PositiveInfinity;
        if (magnitude < SmallestMagnitude)
            return 0;
        var significand = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return exponent >= 0
            ? Round(significand * BigInteger.Pow(10, (int)exponent), BigInteger.One)
            : Round(significand, BigInteger.Pow(10, (int)-exponent));
    }

    /// <summary>The significant digits as one integer, and the power of ten that it is multiplied by.</summary>
    private static (string Digits, long Exponent) ReadDigits(string text, int start)
    {
        var digits = new StringBuilder();
        var exponent = 0L;
        var (inFraction, hasMore) = (false, false);
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '.')
            {
                inFraction = true;
                continue;
            }

            if (text[i] is 'e' or 'E')
            {
                exponent += ReadExponent(text, i + 1);
                break;
            }

            if (digits.Length == MaximumDigits)
            {
                hasMore |= text[i] != '0';
                exponent += inFraction ? 0 : 1;
                continue;
            }

            if (digits.Length > 0 || text[i] != '0')
                digits.Append(text[i]);
            exponent -= inFraction ? 1 : 0;
        }

        return hasMore ? (digits.Append('1').ToString(), exponent - 1) : (digits.ToString(), exponent);
    }

    private static long ReadExponent(string text, int start)
    {
        var exponent = 0L;
        for (var i = text[start] is '+' or '-' ? start + 1 : start; i < text.Length; i++)
            exponent = Math.Min((exponent * 10) + (text[i] - '0'), MaximumExponent);
        return text[start] == '-' ? -exponent : exponent;
    }

    /// <summary>The double nearest to a fraction of positive numbers.</summary>
    private static double Round(BigInteger numerator, BigInteger denominator)
    {
        // Scaled so that the quotient has one or two bits more than the mantissa.
        var scale = MantissaBits + 1 - (BitLength(numerator) - BitLength(denominator));
        var quotient = (ulong)BigInteger.DivRem(
            scale > 0 ? numerator << scale : numerator,
            scale < 0 ? denominator << -scale : denominator,
            out var remainder);

        var dropped = quotient >> (MantissaBits + 1) == 0 ? 1 : 2;
        var unit = dropped - scale;
        if (unit < SmallestUnit)
            (dropped, unit) = (dropped + SmallestUnit - unit, SmallestUnit);

        var mantissa = quotient >> dropped;
        var rest = quotient & ((1UL << dropped) - 1);
        var half = 1UL << (dropped - 1);
        if (rest > half || (rest == half && (!remainder.IsZero || mantissa % 2 == 1)))
            mantissa++;
        return Compose(mantissa, unit);
    }

    /// <summary>
    /// mantissa·2^unit, where the mantissa is at most 2^53, and less than 2^52 only for the smallest unit.
    /// </summary>
    private static double Compose(ulong mantissa, int unit)
    {
        const ulong hiddenBit = 1UL << (MantissaBits - 1);
        if (mantissa == hiddenBit << 1)
            (mantissa, unit) = (hiddenBit, unit + 1);
        if (mantissa < hiddenBit)
            return BitConverter.Int64BitsToDouble((long)mantissa);
        var biased = unit - SmallestUnit + 1;
        return biased >= 0x7FF
            ? double.PositiveInfinity
            : BitConverter.Int64BitsToDouble(((long)biased << (MantissaBits - 1)) | (long)(mantissa - hiddenBit));
    }

    private static int BitLength(BigInteger value)
    {
        var bytes = value.ToByteArray(); // Little-endian; the last byte may be zero, for the sign.
        var top = bytes.Length - 1;
        while (bytes[top] == 0)
            top--;
        var length = top * 8;
        for (int rest = bytes[top]; rest > 0; rest >>= 1)
            length++;
        return length;
    }
}
