using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// Vectorised functions for activations, inlined into generated code. Every lane is computed alike, at every width.
/// </summary>
/// <remarks>
/// Error bounds are in units in the last place of the result (ULP), against the exact value, over all floats,
/// subnormal results included. NaN gives NaN. Widths agree bit for bit with one another on one machine; machines with
/// and without fused multiply-add differ within the bounds. Call a function in a loop, not many times in unrolled
/// code: eight inlined copies in one method are within the JIT's budget for inlining, and some more are not.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class VectorMath
{
    /// <summary>e^x; at most 1.5 ULP. −∞ gives 0, +∞ gives +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> Exp(Vector128<float> x) => LaneMath.Exp(new Lanes128(x)).Vector;

    /// <summary>e^x; at most 1.5 ULP. −∞ gives 0, +∞ gives +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Exp(Vector256<float> x) => LaneMath.Exp(new Lanes256(x)).Vector;

    /// <summary>e^x; at most 1.5 ULP. −∞ gives 0, +∞ gives +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<float> Exp(Vector512<float> x) => LaneMath.Exp(new Lanes512(x)).Vector;

    /// <summary>The hyperbolic tangent; at most 5 ULP, 6 without fused multiply-add, and never beyond ±1. ±∞ give ±1, the sign of zero is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> Tanh(Vector128<float> x) => LaneMath.Tanh(new Lanes128(x)).Vector;

    /// <summary>The hyperbolic tangent; at most 5 ULP, 6 without fused multiply-add, and never beyond ±1. ±∞ give ±1, the sign of zero is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Tanh(Vector256<float> x) => LaneMath.Tanh(new Lanes256(x)).Vector;

    /// <summary>The hyperbolic tangent; at most 5 ULP, 6 without fused multiply-add, and never beyond ±1. ±∞ give ±1, the sign of zero is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<float> Tanh(Vector512<float> x) => LaneMath.Tanh(new Lanes512(x)).Vector;

    /// <summary>1 / (1 + e^−x); at most 3 ULP, results below 4.2·10⁻³⁹ may be 0. −∞ gives 0, +∞ gives 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> Sigmoid(Vector128<float> x) => LaneMath.Sigmoid(new Lanes128(x)).Vector;

    /// <summary>1 / (1 + e^−x); at most 3 ULP, results below 4.2·10⁻³⁹ may be 0. −∞ gives 0, +∞ gives 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => LaneMath.Sigmoid(new Lanes256(x)).Vector;

    /// <summary>1 / (1 + e^−x); at most 3 ULP, results below 4.2·10⁻³⁹ may be 0. −∞ gives 0, +∞ gives 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => LaneMath.Sigmoid(new Lanes512(x)).Vector;

    /// <summary>x / (1 + e^−x); at most 4 ULP, results between −3.7·10⁻³⁷ and 0 may be −0. −∞ gives −0, the limit; +∞ gives +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> Silu(Vector128<float> x) => LaneMath.Silu(new Lanes128(x)).Vector;

    /// <summary>x / (1 + e^−x); at most 4 ULP, results between −3.7·10⁻³⁷ and 0 may be −0. −∞ gives −0, the limit; +∞ gives +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Silu(Vector256<float> x) => LaneMath.Silu(new Lanes256(x)).Vector;

    /// <summary>x / (1 + e^−x); at most 4 ULP, results between −3.7·10⁻³⁷ and 0 may be −0. −∞ gives −0, the limit; +∞ gives +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<float> Silu(Vector512<float> x) => LaneMath.Silu(new Lanes512(x)).Vector;

    /// <summary>x where x ≥ 0, else alpha·(e^x − 1); at most 2 ULP. −∞ gives −alpha.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> Elu(Vector128<float> x, Vector128<float> alpha) =>
        LaneMath.Elu(new Lanes128(x), new Lanes128(alpha)).Vector;

    /// <summary>x where x ≥ 0, else alpha·(e^x − 1); at most 2 ULP. −∞ gives −alpha.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Elu(Vector256<float> x, Vector256<float> alpha) =>
        LaneMath.Elu(new Lanes256(x), new Lanes256(alpha)).Vector;

    /// <summary>x where x ≥ 0, else alpha·(e^x − 1); at most 2 ULP. −∞ gives −alpha.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<float> Elu(Vector512<float> x, Vector512<float> alpha) =>
        LaneMath.Elu(new Lanes512(x), new Lanes512(alpha)).Vector;

    /// <summary>The natural logarithm; at most 1.5 ULP. ±0 gives −∞, +∞ gives +∞, anything below 0 NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> Log(Vector128<float> x) => LaneMath.Log(new Lanes128(x)).Vector;

    /// <summary>The natural logarithm; at most 1.5 ULP. ±0 gives −∞, +∞ gives +∞, anything below 0 NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Log(Vector256<float> x) => LaneMath.Log(new Lanes256(x)).Vector;

    /// <summary>The natural logarithm; at most 1.5 ULP. ±0 gives −∞, +∞ gives +∞, anything below 0 NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<float> Log(Vector512<float> x) => LaneMath.Log(new Lanes512(x)).Vector;

    /// <summary>log(1 + e^x); at most 3 ULP. −∞ gives 0, +∞ gives +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> Softplus(Vector128<float> x) => LaneMath.Softplus(new Lanes128(x)).Vector;

    /// <summary>log(1 + e^x); at most 3 ULP. −∞ gives 0, +∞ gives +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Softplus(Vector256<float> x) => LaneMath.Softplus(new Lanes256(x)).Vector;

    /// <summary>log(1 + e^x); at most 3 ULP. −∞ gives 0, +∞ gives +∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<float> Softplus(Vector512<float> x) => LaneMath.Softplus(new Lanes512(x)).Vector;

    /// <summary>The error function, 2/√π·∫₀ˣ exp(−t²) dt; at most 1.5 ULP. ±∞ give ±1, the sign of zero is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> Erf(Vector128<float> x) => LaneMath.Erf(new Lanes128(x)).Vector;

    /// <summary>The error function, 2/√π·∫₀ˣ exp(−t²) dt; at most 1.5 ULP. ±∞ give ±1, the sign of zero is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Erf(Vector256<float> x) => LaneMath.Erf(new Lanes256(x)).Vector;

    /// <summary>The error function, 2/√π·∫₀ˣ exp(−t²) dt; at most 1.5 ULP. ±∞ give ±1, the sign of zero is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<float> Erf(Vector512<float> x) => LaneMath.Erf(new Lanes512(x)).Vector;

    /// <summary>−1, 0 or 1, exactly; the sign of zero is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector128<float> Sign(Vector128<float> x) => LaneMath.Sign(new Lanes128(x)).Vector;

    /// <summary>−1, 0 or 1, exactly; the sign of zero is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Sign(Vector256<float> x) => LaneMath.Sign(new Lanes256(x)).Vector;

    /// <summary>−1, 0 or 1, exactly; the sign of zero is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<float> Sign(Vector512<float> x) => LaneMath.Sign(new Lanes512(x)).Vector;

    /// <summary>The largest element; NaN if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Maximum(Vector256<float> x)
    {
        var half = Vector128.Max(x.GetLower(), x.GetUpper());
        var pair = Vector128.Max(half, Vector128.Shuffle(half, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(pair[0], pair[1]);
    }

    /// <summary>The least element; NaN if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Minimum(Vector256<float> x)
    {
        var half = Vector128.Min(x.GetLower(), x.GetUpper());
        var pair = Vector128.Min(half, Vector128.Shuffle(half, Vector128.Create(2, 3, 0, 1)));
        return MathF.Min(pair[0], pair[1]);
    }
}
