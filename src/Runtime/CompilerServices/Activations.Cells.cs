using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <content>Functions that ONNX knows for recurrent cells beside the usual ones.</content>
public static partial class Activations
{
    /// <summary>alpha·x + beta.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Affine(Span<float> values, float alpha, float beta) => Elementwise.Apply(values, new AffineFunction(alpha, beta));

    /// <summary>x where x &gt; alpha, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ThresholdedRelu(Span<float> values, float alpha) => Elementwise.Apply(values, new ThresholdedReluFunction(alpha));

    /// <summary>alpha·tanh(beta·x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ScaledTanh(Span<float> values, float alpha, float beta) =>
        Elementwise.Apply(values, new ScaledTanhFunction(alpha, beta));

    /// <summary>x / (1 + |x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Softsign(Span<float> values) => Elementwise.Apply(values, new SoftsignFunction());

    /// <summary>log(1 + e^x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Softplus(Span<float> values) => Elementwise.Apply(values, new SoftplusFunction());

    private readonly struct AffineFunction(float alpha, float beta) : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public T Apply<T>(T x) where T : struct, ILanes<T> => T.MultiplyAdd(x, T.Create(alpha), T.Create(beta));
    }

    private readonly struct ThresholdedReluFunction(float alpha) : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public T Apply<T>(T x) where T : struct, ILanes<T> =>
            T.SelectNaN(x, T.SelectLess(T.Create(alpha), x, x, T.Create(0f)));
    }

    private readonly struct ScaledTanhFunction(float alpha, float beta) : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public T Apply<T>(T x) where T : struct, ILanes<T> => T.Create(alpha) * LaneMath.Tanh(T.Create(beta) * x);
    }

    private readonly struct SoftsignFunction : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public T Apply<T>(T x) where T : struct, ILanes<T> => x / (T.Create(1f) + T.Max(x, T.Create(0f) - x));
    }

    private readonly struct SoftplusFunction : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public T Apply<T>(T x) where T : struct, ILanes<T> => LaneMath.Softplus(x);
    }
}
