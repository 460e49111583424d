using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using ModelCompiler.CompilerServices;

namespace ModelCompiler.Testing.Reference.Functions;

/// <summary>A function of <see cref="VectorMath"/> and what its error is measured against.</summary>
/// <param name="Bound">The largest error that its documentation allows, in units in the last place.</param>
/// <param name="Flushed">Magnitudes below this may become 0.</param>
internal sealed record VectorFunction(
    string Name, double Bound, Func<double, double> Exact, Func<Vector128<float>, Vector128<float>> Narrow,
    Func<Vector256<float>, Vector256<float>> Middle, Func<Vector512<float>, Vector512<float>> Wide,
    double Flushed = 0)
{
    private const int SmallestExponent = -126;
    private const int MantissaBits = 23;

    private static bool IsFused => Fma.IsSupported || AdvSimd.IsSupported;

    public static IReadOnlyList<VectorFunction> All { get; } =
    [
        new("Exp", 1.5, Math.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp),
        new("Log", 1.5, Math.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log),
        new("Tanh", IsFused ? 5 : 6, Math.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh),
        new("Sigmoid", 3, ExactFunctions.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, 4.2e-39),
        new("Silu", 4, ExactFunctions.Silu, VectorMath.Silu, VectorMath.Silu, VectorMath.Silu, 3.7e-37),
        Elu(1), Elu(0.3f), Elu(-2.5f),
        new("Softplus", 3, ExactFunctions.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus),
        new("Erf", 1.5, ExactFunctions.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf),
        new("Sign", 0, ExactFunctions.Sign, VectorMath.Sign, VectorMath.Sign, VectorMath.Sign),
    ];

    /// <summary>The error of a result in units in the last place; 0 where the function may give 0 and does.</summary>
    public double Error(double exact, float found) => found == 0 && Math.Abs(exact) < Flushed ? 0 : Ulp(exact, found);

    /// <summary>
    /// The error of a float in units in the last place of the exact value, those of subnormal numbers near 0; 0 where both are
    /// NaN or the same infinity.
    /// </summary>
    public static double Ulp(double exact, float found)
    {
        if (double.IsNaN(exact) || float.IsNaN(found))
            return double.IsNaN(exact) && float.IsNaN(found) ? 0 : double.PositiveInfinity;
        if (float.IsInfinity((float)exact) || float.IsInfinity(found))
            return (float)exact == found ? 0 : double.PositiveInfinity;
        var exponent = exact == 0 ? SmallestExponent : Math.Max(Math.ILogB(exact), SmallestExponent);
        return Math.Abs(found - exact) * Math.ScaleB(1, MantissaBits - exponent);
    }

    private static VectorFunction Elu(float alpha) => new(
        FormattableString.Invariant($"Elu, alpha {alpha}"), 2, x => ExactFunctions.Elu(x, alpha),
        x => VectorMath.Elu(x, Vector128.Create(alpha)), x => VectorMath.Elu(x, Vector256.Create(alpha)),
        x => VectorMath.Elu(x, Vector512.Create(alpha)));
}
