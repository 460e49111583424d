using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>Sixteen floats in a vector of 512 bits.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
internal readonly struct Lanes512(Vector512<float> vector) : ILanes<Lanes512>
{
    public static int Count => Vector512<float>.Count;

    // A field, since each access to a property would count against the JIT's budget for inlining.
    public readonly Vector512<float> Vector = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 Create(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 Widen(ReadOnlySpan<byte> values) =>
        new(Vector512.ConvertToSingle(Vector512.WidenLower(Vector512.WidenLower(
            Vector128.Create(values).ToVector256().ToVector512())).AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 operator +(Lanes512 left, Lanes512 right) => new(left.Vector + right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 operator -(Lanes512 left, Lanes512 right) => new(left.Vector - right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 operator *(Lanes512 left, Lanes512 right) => new(left.Vector * right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 operator /(Lanes512 left, Lanes512 right) => new(left.Vector / right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 operator &(Lanes512 left, Lanes512 right) => new(left.Vector & right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 operator |(Lanes512 left, Lanes512 right) => new(left.Vector | right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 MultiplyAdd(Lanes512 left, Lanes512 right, Lanes512 addend) =>
        new(Vector512.MultiplyAddEstimate(left.Vector, right.Vector, addend.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 Sqrt(Lanes512 value) => new(Vector512.Sqrt(value.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 Round(Lanes512 value) => new(Vector512.Round(value.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 Min(Lanes512 left, Lanes512 right) => new(Vector512.MinNative(left.Vector, right.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 Max(Lanes512 left, Lanes512 right) => new(Vector512.MaxNative(left.Vector, right.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 SelectNegative(Lanes512 test, Lanes512 negative, Lanes512 other) =>
        new(Vector512.ConditionalSelect(
            Vector512.LessThan(test.Vector, Vector512<float>.Zero), negative.Vector, other.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 SelectLess(Lanes512 left, Lanes512 right, Lanes512 less, Lanes512 other) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(left.Vector, right.Vector), less.Vector, other.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 SelectNaN(Lanes512 test, Lanes512 other) =>
        new(Vector512.ConditionalSelect(Vector512.IsNaN(test.Vector), test.Vector, other.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 SubtractBits(Lanes512 left, Lanes512 right) =>
        new((left.Vector.AsInt32() - right.Vector.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 AddBits(Lanes512 left, Lanes512 right) =>
        new((left.Vector.AsInt32() + right.Vector.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 ShiftBitsLeft(Lanes512 value, int count) =>
        new((value.Vector.AsInt32() << count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes512 ShiftBitsRight(Lanes512 value, int count) =>
        new((value.Vector.AsInt32() >> count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Sum(Lanes512 value) => Vector512.Sum(value.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Maximum(Lanes512 value) =>
        Lanes256.Maximum(new(Vector256.MaxNative(value.Vector.GetLower(), value.Vector.GetUpper())));

    // Three and the number of lanes have no common divisor: the lanes of a result have places of their own in the three vectors, so that
    // they are chosen first, and one shuffle puts them in order.
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static (Lanes512 First, Lanes512 Second, Lanes512 Third) EveryThird(Lanes512 low, Lanes512 middle, Lanes512 high) => (
        new(Vector512.Shuffle(Choose(low, high, middle), Vector512.Create(0, 3, 6, 9, 12, 15, 2, 5, 8, 11, 14, 1, 4, 7, 10, 13))),
        new(Vector512.Shuffle(Choose(middle, low, high), Vector512.Create(1, 4, 7, 10, 13, 0, 3, 6, 9, 12, 15, 2, 5, 8, 11, 14))),
        new(Vector512.Shuffle(Choose(high, middle, low), Vector512.Create(2, 5, 8, 11, 14, 1, 4, 7, 10, 13, 0, 3, 6, 9, 12, 15))));

    /// <summary>Lanes 0, 3, 6 and so on of the first vector, 1, 4, 7 of the second, 2, 5, 8 of the third.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector512<float> Choose(Lanes512 first, Lanes512 second, Lanes512 third) => Vector512.ConditionalSelect(
        Vector512.Create(0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0).AsSingle(),
        second.Vector,
        Vector512.ConditionalSelect(Vector512.Create(0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0).AsSingle(), third.Vector, first.Vector));
}
