using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>The functions of <see cref="Activations"/>, in place over a tensor whose rows may be separated by borders.</summary>
/// <remarks>
/// Offsets are those of element (0, 0, 0, 0), in floats. The border is not written; the lanes beyond C stay zero, also where the
/// function of 0 is not.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TensorActivations
{
    /// <inheritdoc cref="Activations.Relu"/>
    /// <param name="arena">Holds the tensor.</param>
    /// <param name="offset">Where the tensor lies.</param>
    /// <param name="layout">The layout of the tensor.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Relu(FloatBuffer arena, int offset, in TensorLayout layout) =>
        ApplyRows(arena, offset, layout, new Activations.ReluFunction());

    /// <inheritdoc cref="Activations.Relu6"/>
    /// <param name="arena">Holds the tensor.</param>
    /// <param name="offset">Where the tensor lies.</param>
    /// <param name="layout">The layout of the tensor.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Relu6(FloatBuffer arena, int offset, in TensorLayout layout) =>
        ApplyRows(arena, offset, layout, new Activations.Relu6Function());

    /// <inheritdoc cref="Activations.LeakyRelu"/>
    /// <param name="arena">Holds the tensor.</param>
    /// <param name="offset">Where the tensor lies.</param>
    /// <param name="layout">The layout of the tensor.</param>
    /// <param name="alpha">The slope below 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void LeakyRelu(FloatBuffer arena, int offset, in TensorLayout layout, float alpha = 0.01f) =>
        ApplyRows(arena, offset, layout, new Activations.LeakyReluFunction(alpha));

    /// <inheritdoc cref="Activations.Elu"/>
    /// <param name="arena">Holds the tensor.</param>
    /// <param name="offset">Where the tensor lies.</param>
    /// <param name="layout">The layout of the tensor.</param>
    /// <param name="alpha">The negative of the limit at −∞.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Elu(FloatBuffer arena, int offset, in TensorLayout layout, float alpha = 1f) =>
        ApplyRows(arena, offset, layout, new Activations.EluFunction(alpha));

    /// <inheritdoc cref="Activations.Sigmoid"/>
    /// <param name="arena">Holds the tensor.</param>
    /// <param name="offset">Where the tensor lies.</param>
    /// <param name="layout">The layout of the tensor.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Sigmoid(FloatBuffer arena, int offset, in TensorLayout layout)
    {
        Apply(arena, offset, layout, new SigmoidRow());
        TensorCopy.ClearLanes(arena, offset, layout);
    }

    /// <inheritdoc cref="Activations.Tanh"/>
    /// <param name="arena">Holds the tensor.</param>
    /// <param name="offset">Where the tensor lies.</param>
    /// <param name="layout">The layout of the tensor.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Tanh(FloatBuffer arena, int offset, in TensorLayout layout) =>
        Apply(arena, offset, layout, new TanhRow());

    /// <inheritdoc cref="Activations.Silu"/>
    /// <param name="arena">Holds the tensor.</param>
    /// <param name="offset">Where the tensor lies.</param>
    /// <param name="layout">The layout of the tensor.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Silu(FloatBuffer arena, int offset, in TensorLayout layout) =>
        Apply(arena, offset, layout, new SiluRow());

    /// <inheritdoc cref="Activations.HardSwish"/>
    /// <param name="arena">Holds the tensor.</param>
    /// <param name="offset">Where the tensor lies.</param>
    /// <param name="layout">The layout of the tensor.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void HardSwish(FloatBuffer arena, int offset, in TensorLayout layout) =>
        ApplyRows(arena, offset, layout, new Activations.HardSwishFunction());

    /// <inheritdoc cref="Activations.HardSigmoid"/>
    /// <param name="arena">Holds the tensor.</param>
    /// <param name="offset">Where the tensor lies.</param>
    /// <param name="layout">The layout of the tensor.</param>
    /// <param name="alpha">The slope.</param>
    /// <param name="beta">The value at 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void HardSigmoid(
        FloatBuffer arena, int offset, in TensorLayout layout, float alpha = 0.2f, float beta = 0.5f)
    {
        ApplyRows(arena, offset, layout, new Activations.HardSigmoidFunction(alpha, beta));
        TensorCopy.ClearLanes(arena, offset, layout);
    }

    /// <inheritdoc cref="Activations.Quantize"/>
    /// <param name="arena">Holds the tensor.</param>
    /// <param name="offset">Where the tensor lies.</param>
    /// <param name="layout">The layout of the tensor.</param>
    /// <param name="scale">Above 0.</param>
    /// <param name="least">An integer from −255 to 0: the least number of the type minus the zero point.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Quantize(FloatBuffer arena, int offset, in TensorLayout layout, float scale, float least) =>
        ApplyRows(arena, offset, layout, new Activations.QuantizeFunction(scale, least));

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Apply<TRow>(FloatBuffer arena, int offset, in TensorLayout layout, TRow function)
        where TRow : struct, IRowFunction
    {
        var rows = TensorRuns.Longest(layout);
        var data = arena.Span;
        for (var sample = 0; sample < rows.Batch; sample++)
            for (var block = 0; block < rows.Blocks; block++)
                for (var row = 0; row < rows.Height; row++)
                    function.Apply(
                        data.Slice(offset + rows.RowStart(sample, block * rows.Block, row), rows.Width * rows.Block));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ApplyRows<TFunction>(FloatBuffer arena, int offset, in TensorLayout layout, TFunction function)
        where TFunction : struct, IElementwise
    {
        var rows = TensorRuns.Longest(layout);
        var data = arena.Span;
        for (var sample = 0; sample < rows.Batch; sample++)
            for (var block = 0; block < rows.Blocks; block++)
                Elementwise.ApplyRows(
                    data[(offset + rows.RowStart(sample, block * rows.Block, 0))..], rows.Width * rows.Block, rows.RowStride, rows.Height, function);
    }

    private interface IRowFunction
    {
        void Apply(Span<float> row);
    }

    private readonly struct SigmoidRow : IRowFunction
    {
        public void Apply(Span<float> row) => Activations.Sigmoid(row);
    }

    private readonly struct TanhRow : IRowFunction
    {
        public void Apply(Span<float> row) => Activations.Tanh(row);
    }

    private readonly struct SiluRow : IRowFunction
    {
        public void Apply(Span<float> row) => Activations.Silu(row);
    }
}
