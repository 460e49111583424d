using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>Arithmetic on the gates and states of recurrent cells, element by element and in place.</summary>
/// <remarks>All spans are as long as the first one, or longer. The first one overlaps the others not at all or exactly.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StateVector
{
    /// <summary><c>values += terms</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add(Span<float> values, ReadOnlySpan<float> terms) => Apply<SumFunction>(values, terms, terms, terms);

    /// <summary><c>values *= factors</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(Span<float> values, ReadOnlySpan<float> factors) =>
        Apply<ProductFunction>(values, factors, factors, factors);

    /// <summary><c>values += left · right</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddProduct(Span<float> values, ReadOnlySpan<float> left, ReadOnlySpan<float> right) =>
        Apply<SumOfProductFunction>(values, left, right, right);

    /// <summary><c>values = 1 − values</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Complement(Span<float> values) => Apply<ComplementFunction>(values, values, values, values);

    /// <summary><c>values = keep · values + open · fresh</c>: the cell of an LSTM.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Replace(Span<float> values, ReadOnlySpan<float> keep, ReadOnlySpan<float> open, ReadOnlySpan<float> fresh) =>
        Apply<ReplaceFunction>(values, keep, open, fresh);

    /// <summary><c>values = keep · values + (1 − keep) · fresh</c>: the state of a GRU.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Blend(Span<float> values, ReadOnlySpan<float> keep, ReadOnlySpan<float> fresh) =>
        Apply<BlendFunction>(values, keep, fresh, fresh);

    /// <summary>Limits every value to ±<paramref name="limit"/>.</summary>
    /// <param name="values">The values.</param>
    /// <param name="limit">Above 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Clip(Span<float> values, float limit) => Elementwise.Apply(values, new ClipFunction(limit));

    /// <summary>
    /// The arithmetic of an LSTM: <c>cell = σ(f) · cell + σ(i) · tanh(c)</c>, then <c>hidden = σ(o) · tanh(cell)</c>.
    /// </summary>
    /// <param name="gates">What goes into the gates i, o, f and c, one behind the other, each as long as the state.</param>
    /// <param name="cell">The state of the cells.</param>
    /// <param name="hidden">The hidden state, which is only written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void UpdateLstm(ReadOnlySpan<float> gates, Span<float> cell, Span<float> hidden)
    {
        if (Vector512.IsHardwareAccelerated && hidden.Length >= Lanes512.Count)
            UpdateLstm<Lanes512>(gates, cell, hidden);
        else if (Vector256.IsHardwareAccelerated && hidden.Length >= Lanes256.Count)
            UpdateLstm<Lanes256>(gates, cell, hidden);
        else if (hidden.Length >= Lanes128.Count)
            UpdateLstm<Lanes128>(gates, cell, hidden);
        else
        {
            var units = hidden.Length;
            var next = NextCell(
                Read(gates[..units]), Read(gates.Slice(2 * units, units)), Read(gates.Slice(3 * units, units)), Read(cell[..units]));
            Partial.Write(NextHidden(Read(gates.Slice(units, units)), next), hidden);
            Partial.Write(next, cell[..units]);
        }

        static Lanes128 Read(ReadOnlySpan<float> values) => Partial.Read<Lanes128>(values, 0f);
    }

    // The last vector may overlap the one before it, whose cells have changed by then. One copy of the functions is all that the JIT inlines.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void UpdateLstm<T>(ReadOnlySpan<float> gates, Span<float> cell, Span<float> hidden)
        where T : struct, ILanes<T>
    {
        var units = hidden.Length;
        var last = units - T.Count;
        var lastCell = At<T>(cell, last);
        for (var unit = 0; ; unit = Math.Min(unit + T.Count, last))
        {
            var next = NextCell(
                At<T>(gates, unit), At<T>(gates, (2 * units) + unit), At<T>(gates, (3 * units) + unit),
                unit == last ? lastCell : At<T>(cell, unit));
            Put(cell, unit, next);
            Put(hidden, unit, NextHidden(At<T>(gates, units + unit), next));
            if (unit == last)
                return;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static T NextCell<T>(T input, T forget, T candidate, T cell) where T : struct, ILanes<T> =>
        ReplaceFunction.Apply(cell, LaneMath.Sigmoid(forget), LaneMath.Sigmoid(input), LaneMath.Tanh(candidate));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static T NextHidden<T>(T output, T cell) where T : struct, ILanes<T> => LaneMath.Sigmoid(output) * LaneMath.Tanh(cell);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static T At<T>(ReadOnlySpan<float> values, int index) where T : struct, ILanes<T> =>
        MemoryMarshal.Cast<float, T>(values.Slice(index, T.Count))[0];

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Put<T>(Span<float> values, int index, T vector) where T : struct, ILanes<T> =>
        MemoryMarshal.Cast<float, T>(values.Slice(index, T.Count))[0] = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Apply<TFunction>(Span<float> values, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c)
        where TFunction : struct, IStateFunction
    {
        if (Vector512.IsHardwareAccelerated && values.Length >= Lanes512.Count)
            Apply<TFunction, Lanes512>(values, a, b, c);
        else if (Vector256.IsHardwareAccelerated && values.Length >= Lanes256.Count)
            Apply<TFunction, Lanes256>(values, a, b, c);
        else if (values.Length >= Lanes128.Count)
            Apply<TFunction, Lanes128>(values, a, b, c);
        else
            Partial.Write(
                TFunction.Apply(Read(values, values.Length), Read(a, values.Length), Read(b, values.Length), Read(c, values.Length)), values);

        static Lanes128 Read(ReadOnlySpan<float> values, int count) => Partial.Read<Lanes128>(values[..count], 0f);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Apply<TFunction, T>(Span<float> values, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c)
        where TFunction : struct, IStateFunction
        where T : struct, ILanes<T>
    {
        var start = values.Length - T.Count;
        var last = TFunction.Apply(At<T>(values, start), At<T>(a, start), At<T>(b, start), At<T>(c, start));
        for (var i = 0; i < start; i += T.Count)
            Put(values, i, TFunction.Apply(At<T>(values, i), At<T>(a, i), At<T>(b, i), At<T>(c, i)));
        Put(values, start, last);
    }

    /// <summary>What becomes of a value by up to three others.</summary>
    private interface IStateFunction
    {
        static abstract T Apply<T>(T value, T a, T b, T c) where T : struct, ILanes<T>;
    }

    private readonly struct SumFunction : IStateFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public static T Apply<T>(T value, T a, T b, T c) where T : struct, ILanes<T> => value + a;
    }

    private readonly struct ProductFunction : IStateFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public static T Apply<T>(T value, T a, T b, T c) where T : struct, ILanes<T> => value * a;
    }

    private readonly struct SumOfProductFunction : IStateFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public static T Apply<T>(T value, T a, T b, T c) where T : struct, ILanes<T> => T.MultiplyAdd(a, b, value);
    }

    private readonly struct ComplementFunction : IStateFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public static T Apply<T>(T value, T a, T b, T c) where T : struct, ILanes<T> => T.Create(1f) - value;
    }

    private readonly struct ReplaceFunction : IStateFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public static T Apply<T>(T value, T a, T b, T c) where T : struct, ILanes<T> => T.MultiplyAdd(a, value, b * c);
    }

    private readonly struct BlendFunction : IStateFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public static T Apply<T>(T value, T a, T b, T c) where T : struct, ILanes<T> =>
            T.MultiplyAdd(a, value, (T.Create(1f) - a) * b);
    }

    private readonly struct ClipFunction(float limit) : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        public T Apply<T>(T x) where T : struct, ILanes<T> => T.Max(T.Min(x, T.Create(limit)), T.Create(-limit));
    }
}
