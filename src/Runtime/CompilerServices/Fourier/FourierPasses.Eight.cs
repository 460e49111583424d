using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <content>Steps that combine eight samples: four sums and four differences, each transformed as four.</content>
internal static partial class FourierPasses<T>
{
    private const float Root8 = 0.707106781186547524f;

    /// <summary>
    /// Eight samples to their frequencies, in place and in order of three reversed bits. With real and imaginary parts exchanged it is the
    /// inverse.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine8(
        ref T r0, ref T i0, ref T r1, ref T i1, ref T r2, ref T i2, ref T r3, ref T i3,
        ref T r4, ref T i4, ref T r5, ref T i5, ref T r6, ref T i6, ref T r7, ref T i7, T diagonal, T zero)
    {
        (r0, i0, r4, i4) = (r0 + r4, i0 + i4, r0 - r4, i0 - i4);
        (r1, i1, r5, i5) = (r1 + r5, i1 + i5, r1 - r5, i1 - i5);
        (r2, i2, r6, i6) = (r2 + r6, i2 + i6, r2 - r6, i2 - i6);
        (r3, i3, r7, i7) = (r3 + r7, i3 + i7, r3 - r7, i3 - i7);
        (r5, i5) = (diagonal * (r5 + i5), diagonal * (i5 - r5));
        (r6, i6) = (i6, zero - r6);
        (r7, i7) = (diagonal * (i7 - r7), diagonal * (zero - (r7 + i7)));
        Combine4(ref r0, ref i0, ref r1, ref i1, ref r2, ref i2, ref r3, ref i3);
        Combine4(ref r4, ref i4, ref r5, ref i5, ref r6, ref i6, ref r7, ref i7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Forward8(Span<T> data, int distance, float[] roots)
    {
        var (diagonal, zero) = (T.Create(Root8), T.Create(0));
        var parts = Lanes / T.Count;
        var stride = 2 * parts * distance;
        for (; data.Length >= 8 * stride; data = data[(8 * stride)..])
        {
            var x0 = data[..stride];
            var x1 = data.Slice(stride, stride);
            var x2 = data.Slice(2 * stride, stride);
            var x3 = data.Slice(3 * stride, stride);
            var x4 = data.Slice(4 * stride, stride);
            var x5 = data.Slice(5 * stride, stride);
            var x6 = data.Slice(6 * stride, stride);
            var x7 = data.Slice(7 * stride, stride);
            for (int at = 0, next = 0; at < stride; at += 2 * parts, next += 21)
            {
                var w = roots.AsSpan(next, 21);
                for (var part = at; part < at + parts; part++)
                {
                    var (r0, i0) = (x0[part], x0[part + parts]);
                    var (r1, i1) = (x1[part], x1[part + parts]);
                    var (r2, i2) = (x2[part], x2[part + parts]);
                    var (r3, i3) = (x3[part], x3[part + parts]);
                    var (r4, i4) = (x4[part], x4[part + parts]);
                    var (r5, i5) = (x5[part], x5[part + parts]);
                    var (r6, i6) = (x6[part], x6[part + parts]);
                    var (r7, i7) = (x7[part], x7[part + parts]);
                    Combine8(ref r0, ref i0, ref r1, ref i1, ref r2, ref i2, ref r3, ref i3,
                        ref r4, ref i4, ref r5, ref i5, ref r6, ref i6, ref r7, ref i7, diagonal, zero);
                    (x0[part], x0[part + parts]) = (r0, i0);
                    (r4, i4) = Multiply(r4, i4, T.Create(w[0]), T.Create(w[1]), T.Create(w[2]));
                    (x1[part], x1[part + parts]) = (r4, i4);
                    (r1, i1) = Multiply(r1, i1, T.Create(w[3]), T.Create(w[4]), T.Create(w[5]));
                    (x2[part], x2[part + parts]) = (r1, i1);
                    (r5, i5) = Multiply(r5, i5, T.Create(w[6]), T.Create(w[7]), T.Create(w[8]));
                    (x3[part], x3[part + parts]) = (r5, i5);
                    (r2, i2) = Multiply(r2, i2, T.Create(w[9]), T.Create(w[10]), T.Create(w[11]));
                    (x4[part], x4[part + parts]) = (r2, i2);
                    (r6, i6) = Multiply(r6, i6, T.Create(w[12]), T.Create(w[13]), T.Create(w[14]));
                    (x5[part], x5[part + parts]) = (r6, i6);
                    (r3, i3) = Multiply(r3, i3, T.Create(w[15]), T.Create(w[16]), T.Create(w[17]));
                    (x6[part], x6[part + parts]) = (r3, i3);
                    (r7, i7) = Multiply(r7, i7, T.Create(w[18]), T.Create(w[19]), T.Create(w[20]));
                    (x7[part], x7[part + parts]) = (r7, i7);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Forward8(Span<T> data)
    {
        var (diagonal, zero) = (T.Create(Root8), T.Create(0));
        var parts = Lanes / T.Count;
        for (; data.Length >= 16 * parts; data = data[(16 * parts)..])
            for (var part = 0; part < parts; part++)
            {
                var x = data.Slice(part, (15 * parts) + 1);
                var (r0, i0) = (x[0], x[parts]);
                var (r1, i1) = (x[2 * parts], x[3 * parts]);
                var (r2, i2) = (x[4 * parts], x[5 * parts]);
                var (r3, i3) = (x[6 * parts], x[7 * parts]);
                var (r4, i4) = (x[8 * parts], x[9 * parts]);
                var (r5, i5) = (x[10 * parts], x[11 * parts]);
                var (r6, i6) = (x[12 * parts], x[13 * parts]);
                var (r7, i7) = (x[14 * parts], x[15 * parts]);
                Combine8(ref r0, ref i0, ref r1, ref i1, ref r2, ref i2, ref r3, ref i3,
                    ref r4, ref i4, ref r5, ref i5, ref r6, ref i6, ref r7, ref i7, diagonal, zero);
                (x[0], x[parts]) = (r0, i0);
                (x[2 * parts], x[3 * parts]) = (r4, i4);
                (x[4 * parts], x[5 * parts]) = (r1, i1);
                (x[6 * parts], x[7 * parts]) = (r5, i5);
                (x[8 * parts], x[9 * parts]) = (r2, i2);
                (x[10 * parts], x[11 * parts]) = (r6, i6);
                (x[12 * parts], x[13 * parts]) = (r3, i3);
                (x[14 * parts], x[15 * parts]) = (r7, i7);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Inverse8(Span<T> data, int distance, float[] roots)
    {
        var (diagonal, zero) = (T.Create(Root8), T.Create(0));
        var parts = Lanes / T.Count;
        var stride = 2 * parts * distance;
        for (; data.Length >= 8 * stride; data = data[(8 * stride)..])
        {
            var x0 = data[..stride];
            var x1 = data.Slice(stride, stride);
            var x2 = data.Slice(2 * stride, stride);
            var x3 = data.Slice(3 * stride, stride);
            var x4 = data.Slice(4 * stride, stride);
            var x5 = data.Slice(5 * stride, stride);
            var x6 = data.Slice(6 * stride, stride);
            var x7 = data.Slice(7 * stride, stride);
            for (int at = 0, next = 0; at < stride; at += 2 * parts, next += 21)
            {
                var w = roots.AsSpan(next, 21);
                for (var part = at; part < at + parts; part++)
                {
                    var (r0, i0) = (x0[part], x0[part + parts]);
                    var (r1, i1) = (x1[part], x1[part + parts]);
                    var (r2, i2) = (x2[part], x2[part + parts]);
                    var (r3, i3) = (x3[part], x3[part + parts]);
                    var (r4, i4) = (x4[part], x4[part + parts]);
                    var (r5, i5) = (x5[part], x5[part + parts]);
                    var (r6, i6) = (x6[part], x6[part + parts]);
                    var (r7, i7) = (x7[part], x7[part + parts]);
                    (r1, i1) = Multiply(r1, i1, T.Create(w[0]), T.Create(w[2]), T.Create(w[1]));
                    (r2, i2) = Multiply(r2, i2, T.Create(w[3]), T.Create(w[5]), T.Create(w[4]));
                    (r3, i3) = Multiply(r3, i3, T.Create(w[6]), T.Create(w[8]), T.Create(w[7]));
                    (r4, i4) = Multiply(r4, i4, T.Create(w[9]), T.Create(w[11]), T.Create(w[10]));
                    (r5, i5) = Multiply(r5, i5, T.Create(w[12]), T.Create(w[14]), T.Create(w[13]));
                    (r6, i6) = Multiply(r6, i6, T.Create(w[15]), T.Create(w[17]), T.Create(w[16]));
                    (r7, i7) = Multiply(r7, i7, T.Create(w[18]), T.Create(w[20]), T.Create(w[19]));
                    Combine8(ref i0, ref r0, ref i1, ref r1, ref i2, ref r2, ref i3, ref r3,
                        ref i4, ref r4, ref i5, ref r5, ref i6, ref r6, ref i7, ref r7, diagonal, zero);
                    (x0[part], x0[part + parts]) = (r0, i0);
                    (x1[part], x1[part + parts]) = (r4, i4);
                    (x2[part], x2[part + parts]) = (r1, i1);
                    (x3[part], x3[part + parts]) = (r5, i5);
                    (x4[part], x4[part + parts]) = (r2, i2);
                    (x5[part], x5[part + parts]) = (r6, i6);
                    (x6[part], x6[part + parts]) = (r3, i3);
                    (x7[part], x7[part + parts]) = (r7, i7);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Inverse8(Span<T> data)
    {
        var (diagonal, zero) = (T.Create(Root8), T.Create(0));
        var parts = Lanes / T.Count;
        for (; data.Length >= 16 * parts; data = data[(16 * parts)..])
            for (var part = 0; part < parts; part++)
            {
                var x = data.Slice(part, (15 * parts) + 1);
                var (r0, i0) = (x[0], x[parts]);
                var (r1, i1) = (x[2 * parts], x[3 * parts]);
                var (r2, i2) = (x[4 * parts], x[5 * parts]);
                var (r3, i3) = (x[6 * parts], x[7 * parts]);
                var (r4, i4) = (x[8 * parts], x[9 * parts]);
                var (r5, i5) = (x[10 * parts], x[11 * parts]);
                var (r6, i6) = (x[12 * parts], x[13 * parts]);
                var (r7, i7) = (x[14 * parts], x[15 * parts]);
                Combine8(ref i0, ref r0, ref i1, ref r1, ref i2, ref r2, ref i3, ref r3,
                    ref i4, ref r4, ref i5, ref r5, ref i6, ref r6, ref i7, ref r7, diagonal, zero);
                (x[0], x[parts]) = (r0, i0);
                (x[2 * parts], x[3 * parts]) = (r4, i4);
                (x[4 * parts], x[5 * parts]) = (r1, i1);
                (x[6 * parts], x[7 * parts]) = (r5, i5);
                (x[8 * parts], x[9 * parts]) = (r2, i2);
                (x[10 * parts], x[11 * parts]) = (r6, i6);
                (x[12 * parts], x[13 * parts]) = (r3, i3);
                (x[14 * parts], x[15 * parts]) = (r7, i7);
            }
    }
}
