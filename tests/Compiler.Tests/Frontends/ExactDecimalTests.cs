using System.Globalization;
using System.Text;
using ModelCompiler.Compiler.Frontends.Json;

namespace ModelCompiler.Tests.Frontends;

/// <summary>Against the parser of modern .NET, which rounds correctly.</summary>
public class ExactDecimalTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0e5")]
    [InlineData("0.1")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("9007199254740993")] // 2^53 + 1 lies halfway between two doubles.
    [InlineData("9007199254740993.00000000000000000000000000000000000001")]
    [InlineData("9007199254740995")]
    [InlineData("1.7976931348623157e308")]
    [InlineData("1.7976931348623158e308")]
    [InlineData("1.7976931348623159e308")]
    [InlineData("1e309")]
    [InlineData("4.9406564584124654e-324")]
    [InlineData("2.4703282292062327e-324")] // Just below and just above half of the smallest double.
    [InlineData("2.4703282292062328e-324")]
    [InlineData("2.2250738585072011e-308")]
    [InlineData("2.2250738585072014e-308")]
    [InlineData("1e-400")]
    [InlineData("1e-99999999999999999999")]
    [InlineData("1e99999999999999999999")]
    [InlineData("0e99999999999999999999")]
    [InlineData("-12.5E+2")]
    public void Single_numbers(string text) => AssertSame(text);

    [Fact]
    public void Doubles_of_all_sizes_and_the_points_halfway_between_them()
    {
        var random = new Random(1);
        for (var i = 0; i < 5000; i++)
        {
            var bits = random.NextInt64(0x7FEF_FFFF_FFFF_FFFF);
            if (i % 4 == 0)
                bits &= 0x000F_FFFF_FFFF_FFFF; // Subnormal.
            var value = BitConverter.Int64BitsToDouble(bits);
            AssertSame(value.ToString("R", CultureInfo.InvariantCulture));
            AssertSame(value.ToString("E16", CultureInfo.InvariantCulture));
            if (i % 20 == 0)
                AssertSame(Halfway(value));
            if (i % 20 == 0)
                AssertSame(Halfway(value).Replace("e", "1e"));
        }
    }

    [Fact]
    public void Random_decimals()
    {
        var random = new Random(2);
        for (var i = 0; i < 5000; i++)
        {
            var text = new StringBuilder(random.Next(2) == 0 ? "" : "-").Append(random.Next(1, 10));
            for (var digits = random.Next(30); digits > 0; digits--)
                text.Append(random.Next(10));
            if (random.Next(2) == 0)
                text.Append('.').Append(random.NextInt64(long.MaxValue));
            if (random.Next(2) == 0)
                text.Append('e').Append(random.Next(-350, 330));
            AssertSame(text.ToString());
        }
    }

    [Fact]
    public void Long_texts()
    {
        var zeros = new string('0', 100_000);
        AssertSame("1" + zeros + "e-100000");
        AssertSame("0." + zeros + "1e100001");
        AssertSame("9007199254740993" + zeros + "1e-100001");
        AssertSame("9007199254740993." + zeros + "1");
        AssertSame(new string('9', 100_000));
    }

    /// <summary>The exact decimal digits of the point halfway between a double and the next one.</summary>
    private static string Halfway(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52);
        var mantissa = new System.Numerics.BigInteger((bits & 0x000F_FFFF_FFFF_FFFF) | (exponent == 0 ? 0 : 1L << 52));
        var power = Math.Max(exponent, 1) - 1075 - 1;
        var odd = (mantissa * 2) + 1;
        return power >= 0
            ? $"{odd << power}.0e0"
            : $"{odd * System.Numerics.BigInteger.Pow(5, -power)}.0e{power}";
    }

    private static void AssertSame(string text) => Assert.Equal(
        BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)),
        BitConverter.DoubleToInt64Bits(ExactDecimal.Parse(text)));
}
