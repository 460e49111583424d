using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// Activation functions as ONNX defines them, in place over a span. The same value gives the same result at every
/// position.
/// </summary>
/// <remarks>
/// NaN gives NaN, except in functions that clamp (ReLU, ReLU6, hard sigmoid): there it gives NaN or one of the limits,
/// whichever the machine's minimum and maximum give. Error bounds are those of <see cref="VectorMath"/>.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Activations
{
    /// <summary>max(0, x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Relu(Span<float> values) => Elementwise.Apply(values, new ReluFunction());

    /// <summary>min(max(0, x), 6).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Relu6(Span<float> values) => Elementwise.Apply(values, new Relu6Function());

    /// <summary>x where x ≥ 0, else alpha·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void LeakyRelu(Span<float> values, float alpha = 0.01f) =>
        Elementwise.Apply(values, new LeakyReluFunction(alpha));

    /// <summary>x where x ≥ 0, else alpha·(e^x − 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Elu(Span<float> values, float alpha = 1f) => Elementwise.Apply(values, new EluFunction(alpha));

    /// <summary>1 / (1 + e^−x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Sigmoid(Span<float> values) =>
        Elementwise.Apply<SigmoidFunction<Lanes512>, SigmoidFunction<Lanes256>, SigmoidFunction<Lanes128>>(values);

    /// <summary>The hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Tanh(Span<float> values) =>
        Elementwise.Apply<TanhFunction<Lanes512>, TanhFunction<Lanes256>, TanhFunction<Lanes128>>(values);

    /// <summary>x / (1 + e^−x), also called swish.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Silu(Span<float> values) =>
        Elementwise.Apply<SiluFunction<Lanes512>, SiluFunction<Lanes256>, SiluFunction<Lanes128>>(values);

    /// <summary>x·max(0, min(1, x / 6 + 0.5)); −∞ gives NaN, as in ONNX.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void HardSwish(Span<float> values) => Elementwise.Apply(values, new HardSwishFunction());

    /// <summary>max(0, min(1, alpha·x + beta)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void HardSigmoid(Span<float> values, float alpha = 0.2f, float beta = 0.5f) =>
        Elementwise.Apply(values, new HardSigmoidFunction(alpha, beta));

    /// <summary>
    /// The multiple of <paramref name="scale"/> nearest to x, the even one of two, among 256 that begin with
    /// <paramref name="least"/>·<paramref name="scale"/>: what is left of x behind QuantizeLinear and DequantizeLinear, bit for bit. For
    /// NaN, one of the limits.
    /// </summary>
    /// <param name="values">The values.</param>
    /// <param name="scale">Above 0.</param>
    /// <param name="least">An integer from −255 to 0: the least number of the type minus the zero point.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Quantize(Span<float> values, float scale, float least) =>
        Elementwise.Apply(values, new QuantizeFunction(scale, least));

    /// <summary>
    /// The integer nearest to x, the even one of two, among 256 that begin with <paramref name="least"/>, times
    /// <paramref name="scale"/>: <see cref="Quantize"/> of x·scale. For NaN, one of the limits.
    /// </summary>
    /// <param name="values">The values, in steps of <paramref name="scale"/>.</param>
    /// <param name="scale">Above 0.</param>
    /// <param name="least">An integer from −255 to 0: the least number of the type minus the zero point.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void QuantizeSteps(Span<float> values, float scale, float least) =>
        Elementwise.Apply(values, new QuantizeStepsFunction(scale, least));

    internal readonly struct ReluFunction : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public T Apply<T>(T x) where T : struct, ILanes<T> => T.Max(x, T.Create(0f));
    }

    internal readonly struct Relu6Function : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public T Apply<T>(T x) where T : struct, ILanes<T> => T.Min(T.Max(x, T.Create(0f)), T.Create(6f));
    }

    internal readonly struct LeakyReluFunction(float alpha) : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public T Apply<T>(T x) where T : struct, ILanes<T> =>
            T.SelectNegative(x, x * T.Create(alpha), x);
    }

    internal readonly struct EluFunction(float alpha) : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public T Apply<T>(T x) where T : struct, ILanes<T> => LaneMath.Elu(x, T.Create(alpha));
    }

    private readonly struct SigmoidFunction<T>(Logistic<T> logistic) : IHeldFunction<SigmoidFunction<T>, T> where T : struct, ILanes<T>
    {
        public static ReadOnlySpan<float> Constants
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Logistic<T>.Constants;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static SigmoidFunction<T> Hold(ReadOnlySpan<float> constants) => new(new(constants));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply(T x) => logistic.Sigmoid(x);
    }

    private readonly struct TanhFunction<T>(HyperbolicTangent<T> tangent) : IHeldFunction<TanhFunction<T>, T> where T : struct, ILanes<T>
    {
        public static ReadOnlySpan<float> Constants
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => HyperbolicTangent<T>.Constants;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TanhFunction<T> Hold(ReadOnlySpan<float> constants) => new(new(constants));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply(T x) => tangent.Apply(x);
    }

    private readonly struct SiluFunction<T>(Logistic<T> logistic) : IHeldFunction<SiluFunction<T>, T> where T : struct, ILanes<T>
    {
        public static ReadOnlySpan<float> Constants
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Logistic<T>.Constants;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static SiluFunction<T> Hold(ReadOnlySpan<float> constants) => new(new(constants));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply(T x) => logistic.Silu(x);
    }

    internal readonly struct HardSwishFunction : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public T Apply<T>(T x) where T : struct, ILanes<T> =>
            x * Unit(T.MultiplyAdd(x, T.Create(1f / 6f), T.Create(0.5f)));
    }

    internal readonly struct HardSigmoidFunction(float alpha, float beta) : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public T Apply<T>(T x) where T : struct, ILanes<T> =>
            Unit(T.MultiplyAdd(x, T.Create(alpha), T.Create(beta)));
    }

    internal readonly struct QuantizeFunction(float scale, float least) : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public T Apply<T>(T x) where T : struct, ILanes<T>
        {
            var steps = T.Min(T.Max(T.Round(x / T.Create(scale)), T.Create(least)), T.Create(least + 255f));
            // There is one zero among integers: −0 + 0 is 0.
            return (steps + T.Create(0f)) * T.Create(scale);
        }
    }

    private readonly struct QuantizeStepsFunction(float scale, float least) : IElementwise
    {
        // A sum of at least 2²³ has no bits for fractions: adding this one and taking it away again rounds to the nearest integer.
        private const float NoFractions = 3 << 22;

        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public T Apply<T>(T x) where T : struct, ILanes<T>
        {
            var steps = T.Min(T.Max(x, T.Create(least)), T.Create(least + 255f));
            return (steps + T.Create(NoFractions) - T.Create(NoFractions)) * T.Create(scale);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static T Unit<T>(T x) where T : struct, ILanes<T> => T.Max(T.Create(0f), T.Min(T.Create(1f), x));
}
