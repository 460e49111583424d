using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <content>Steps that combine four, three and two samples.</content>
internal static partial class FourierPasses<T>
{
    private const float Root3 = 0.866025403784438647f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T, T) Multiply(T r, T i, T cosine, T sine, T negatedSine) =>
        (T.MultiplyAdd(i, negatedSine, r * cosine), T.MultiplyAdd(i, cosine, r * sine));

    /// <summary>Four samples to their frequencies, in place, the second and third exchanged; the inverse with real and imaginary parts exchanged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine4(ref T r0, ref T i0, ref T r1, ref T i1, ref T r2, ref T i2, ref T r3, ref T i3)
    {
        (r0, i0, r2, i2) = (r0 + r2, i0 + i2, r0 - r2, i0 - i2);
        (r1, i1, r3, i3) = (r1 + r3, i1 + i3, r1 - r3, i1 - i3);
        (r0, i0, r1, i1, r2, i2, r3, i3) = (r0 + r1, i0 + i1, r2 + i3, i2 - r3, r0 - r1, i0 - i1, r2 - i3, i2 + r3);
    }

    /// <summary>Three samples to their frequencies, in place; the inverse with real and imaginary parts exchanged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine3(ref T r0, ref T i0, ref T r1, ref T i1, ref T r2, ref T i2, T half, T height)
    {
        var (sumR, sumI) = (r1 + r2, i1 + i2);
        var (halfR, halfI) = (T.MultiplyAdd(half, sumR, r0), T.MultiplyAdd(half, sumI, i0));
        var (sideR, sideI) = (height * (i1 - i2), height * (r1 - r2));
        (r0, i0) = (r0 + sumR, i0 + sumI);
        (r1, i1, r2, i2) = (halfR + sideR, halfI - sideI, halfR - sideR, halfI + sideI);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Forward4(Span<T> data, int distance, float[] roots)
    {
        var parts = Lanes / T.Count;
        var stride = 2 * parts * distance;
        for (; data.Length >= 4 * stride; data = data[(4 * stride)..])
        {
            var x0 = data[..stride];
            var x1 = data.Slice(stride, stride);
            var x2 = data.Slice(2 * stride, stride);
            var x3 = data.Slice(3 * stride, stride);
            for (int at = 0, next = 0; at < stride; at += 2 * parts, next += 9)
            {
                var w = roots.AsSpan(next, 9);
                for (var part = at; part < at + parts; part++)
                {
                    var (r0, i0) = (x0[part], x0[part + parts]);
                    var (r1, i1) = (x1[part], x1[part + parts]);
                    var (r2, i2) = (x2[part], x2[part + parts]);
                    var (r3, i3) = (x3[part], x3[part + parts]);
                    Combine4(ref r0, ref i0, ref r1, ref i1, ref r2, ref i2, ref r3, ref i3);
                    (x0[part], x0[part + parts]) = (r0, i0);
                    (r1, i1) = Multiply(r1, i1, T.Create(w[0]), T.Create(w[1]), T.Create(w[2]));
                    (x1[part], x1[part + parts]) = (r1, i1);
                    (r2, i2) = Multiply(r2, i2, T.Create(w[3]), T.Create(w[4]), T.Create(w[5]));
                    (x2[part], x2[part + parts]) = (r2, i2);
                    (r3, i3) = Multiply(r3, i3, T.Create(w[6]), T.Create(w[7]), T.Create(w[8]));
                    (x3[part], x3[part + parts]) = (r3, i3);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Forward4(Span<T> data)
    {
        var parts = Lanes / T.Count;
        for (; data.Length >= 8 * parts; data = data[(8 * parts)..])
            for (var part = 0; part < parts; part++)
            {
                var x = data.Slice(part, (7 * parts) + 1);
                var (r0, i0) = (x[0], x[parts]);
                var (r1, i1) = (x[2 * parts], x[3 * parts]);
                var (r2, i2) = (x[4 * parts], x[5 * parts]);
                var (r3, i3) = (x[6 * parts], x[7 * parts]);
                Combine4(ref r0, ref i0, ref r1, ref i1, ref r2, ref i2, ref r3, ref i3);
                (x[0], x[parts]) = (r0, i0);
                (x[2 * parts], x[3 * parts]) = (r1, i1);
                (x[4 * parts], x[5 * parts]) = (r2, i2);
                (x[6 * parts], x[7 * parts]) = (r3, i3);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Inverse4(Span<T> data, int distance, float[] roots)
    {
        var parts = Lanes / T.Count;
        var stride = 2 * parts * distance;
        for (; data.Length >= 4 * stride; data = data[(4 * stride)..])
        {
            var x0 = data[..stride];
            var x1 = data.Slice(stride, stride);
            var x2 = data.Slice(2 * stride, stride);
            var x3 = data.Slice(3 * stride, stride);
            for (int at = 0, next = 0; at < stride; at += 2 * parts, next += 9)
            {
                var w = roots.AsSpan(next, 9);
                for (var part = at; part < at + parts; part++)
                {
                    var (r0, i0) = (x0[part], x0[part + parts]);
                    var (r1, i1) = (x1[part], x1[part + parts]);
                    var (r2, i2) = (x2[part], x2[part + parts]);
                    var (r3, i3) = (x3[part], x3[part + parts]);
                    (r1, i1) = Multiply(r1, i1, T.Create(w[0]), T.Create(w[2]), T.Create(w[1]));
                    (r2, i2) = Multiply(r2, i2, T.Create(w[3]), T.Create(w[5]), T.Create(w[4]));
                    (r3, i3) = Multiply(r3, i3, T.Create(w[6]), T.Create(w[8]), T.Create(w[7]));
                    Combine4(ref i0, ref r0, ref i1, ref r1, ref i2, ref r2, ref i3, ref r3);
                    (x0[part], x0[part + parts]) = (r0, i0);
                    (x1[part], x1[part + parts]) = (r1, i1);
                    (x2[part], x2[part + parts]) = (r2, i2);
                    (x3[part], x3[part + parts]) = (r3, i3);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Inverse4(Span<T> data)
    {
        var parts = Lanes / T.Count;
        for (; data.Length >= 8 * parts; data = data[(8 * parts)..])
            for (var part = 0; part < parts; part++)
            {
                var x = data.Slice(part, (7 * parts) + 1);
                var (r0, i0) = (x[0], x[parts]);
                var (r1, i1) = (x[2 * parts], x[3 * parts]);
                var (r2, i2) = (x[4 * parts], x[5 * parts]);
                var (r3, i3) = (x[6 * parts], x[7 * parts]);
                Combine4(ref i0, ref r0, ref i1, ref r1, ref i2, ref r2, ref i3, ref r3);
                (x[0], x[parts]) = (r0, i0);
                (x[2 * parts], x[3 * parts]) = (r1, i1);
                (x[4 * parts], x[5 * parts]) = (r2, i2);
                (x[6 * parts], x[7 * parts]) = (r3, i3);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Forward3(Span<T> data, int distance, float[] roots)
    {
        var (half, height) = (T.Create(-0.5f), T.Create(Root3));
        var parts = Lanes / T.Count;
        var stride = 2 * parts * distance;
        for (; data.Length >= 3 * stride; data = data[(3 * stride)..])
        {
            var x0 = data[..stride];
            var x1 = data.Slice(stride, stride);
            var x2 = data.Slice(2 * stride, stride);
            for (int at = 0, next = 0; at < stride; at += 2 * parts, next += 6)
            {
                var w = roots.AsSpan(next, 6);
                for (var part = at; part < at + parts; part++)
                {
                    var (r0, i0) = (x0[part], x0[part + parts]);
                    var (r1, i1) = (x1[part], x1[part + parts]);
                    var (r2, i2) = (x2[part], x2[part + parts]);
                    Combine3(ref r0, ref i0, ref r1, ref i1, ref r2, ref i2, half, height);
                    (x0[part], x0[part + parts]) = (r0, i0);
                    (r1, i1) = Multiply(r1, i1, T.Create(w[0]), T.Create(w[1]), T.Create(w[2]));
                    (x1[part], x1[part + parts]) = (r1, i1);
                    (r2, i2) = Multiply(r2, i2, T.Create(w[3]), T.Create(w[4]), T.Create(w[5]));
                    (x2[part], x2[part + parts]) = (r2, i2);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Inverse3(Span<T> data, int distance, float[] roots)
    {
        var (half, height) = (T.Create(-0.5f), T.Create(Root3));
        var parts = Lanes / T.Count;
        var stride = 2 * parts * distance;
        for (; data.Length >= 3 * stride; data = data[(3 * stride)..])
        {
            var x0 = data[..stride];
            var x1 = data.Slice(stride, stride);
            var x2 = data.Slice(2 * stride, stride);
            for (int at = 0, next = 0; at < stride; at += 2 * parts, next += 6)
            {
                var w = roots.AsSpan(next, 6);
                for (var part = at; part < at + parts; part++)
                {
                    var (r0, i0) = (x0[part], x0[part + parts]);
                    var (r1, i1) = (x1[part], x1[part + parts]);
                    var (r2, i2) = (x2[part], x2[part + parts]);
                    (r1, i1) = Multiply(r1, i1, T.Create(w[0]), T.Create(w[2]), T.Create(w[1]));
                    (r2, i2) = Multiply(r2, i2, T.Create(w[3]), T.Create(w[5]), T.Create(w[4]));
                    Combine3(ref i0, ref r0, ref i1, ref r1, ref i2, ref r2, half, height);
                    (x0[part], x0[part + parts]) = (r0, i0);
                    (x1[part], x1[part + parts]) = (r1, i1);
                    (x2[part], x2[part + parts]) = (r2, i2);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Both2(Span<T> data)
    {
        var parts = Lanes / T.Count;
        for (; data.Length >= 4 * parts; data = data[(4 * parts)..])
            for (var part = 0; part < parts; part++)
            {
                var x = data.Slice(part, (3 * parts) + 1);
                var (r0, i0) = (x[0], x[parts]);
                var (r1, i1) = (x[2 * parts], x[3 * parts]);
                (r0, i0, r1, i1) = (r0 + r1, i0 + i1, r0 - r1, i0 - i1);
                (x[0], x[parts]) = (r0, i0);
                (x[2 * parts], x[3 * parts]) = (r1, i1);
            }
    }
}
