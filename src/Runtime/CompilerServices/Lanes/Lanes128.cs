using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>Four floats in a vector of 128 bits.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
internal readonly struct Lanes128(Vector128<float> vector) : ILanes<Lanes128>
{
    public static int Count => Vector128<float>.Count;

    // A field, since each access to a property would count against the JIT's budget for inlining.
    public readonly Vector128<float> Vector = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 Create(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 Widen(ReadOnlySpan<byte> values) =>
        new(Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(
            Vector128.CreateScalar(BinaryPrimitives.ReadUInt32LittleEndian(values)).AsByte())).AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 operator +(Lanes128 left, Lanes128 right) => new(left.Vector + right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 operator -(Lanes128 left, Lanes128 right) => new(left.Vector - right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 operator *(Lanes128 left, Lanes128 right) => new(left.Vector * right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 operator /(Lanes128 left, Lanes128 right) => new(left.Vector / right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 operator &(Lanes128 left, Lanes128 right) => new(left.Vector & right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 operator |(Lanes128 left, Lanes128 right) => new(left.Vector | right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 MultiplyAdd(Lanes128 left, Lanes128 right, Lanes128 addend) =>
        new(Vector128.MultiplyAddEstimate(left.Vector, right.Vector, addend.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 Sqrt(Lanes128 value) => new(Vector128.Sqrt(value.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 Round(Lanes128 value) => new(Vector128.Round(value.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 Min(Lanes128 left, Lanes128 right) => new(Vector128.MinNative(left.Vector, right.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 Max(Lanes128 left, Lanes128 right) => new(Vector128.MaxNative(left.Vector, right.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 SelectNegative(Lanes128 test, Lanes128 negative, Lanes128 other) =>
        new(Vector128.ConditionalSelect(
            Vector128.LessThan(test.Vector, Vector128<float>.Zero), negative.Vector, other.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 SelectLess(Lanes128 left, Lanes128 right, Lanes128 less, Lanes128 other) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(left.Vector, right.Vector), less.Vector, other.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 SelectNaN(Lanes128 test, Lanes128 other) =>
        new(Vector128.ConditionalSelect(Vector128.IsNaN(test.Vector), test.Vector, other.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 SubtractBits(Lanes128 left, Lanes128 right) =>
        new((left.Vector.AsInt32() - right.Vector.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 AddBits(Lanes128 left, Lanes128 right) =>
        new((left.Vector.AsInt32() + right.Vector.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 ShiftBitsLeft(Lanes128 value, int count) =>
        new((value.Vector.AsInt32() << count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes128 ShiftBitsRight(Lanes128 value, int count) =>
        new((value.Vector.AsInt32() >> count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Sum(Lanes128 value) => Vector128.Sum(value.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Maximum(Lanes128 value)
    {
        var pairs = Vector128.MaxNative(value.Vector, Vector128.Shuffle(value.Vector, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(pairs, Vector128.Shuffle(pairs, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    // Three and the number of lanes have no common divisor: the lanes of a result have places of their own in the three vectors, so that
    // they are chosen first, and one shuffle puts them in order.
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static (Lanes128 First, Lanes128 Second, Lanes128 Third) EveryThird(Lanes128 low, Lanes128 middle, Lanes128 high) => (
        new(Vector128.Shuffle(Choose(low, high, middle), Vector128.Create(0, 3, 2, 1))),
        new(Vector128.Shuffle(Choose(middle, low, high), Vector128.Create(1, 0, 3, 2))),
        new(Vector128.Shuffle(Choose(high, middle, low), Vector128.Create(2, 1, 0, 3))));

    /// <summary>Lanes 0, 3, 6 and so on of the first vector, 1, 4, 7 of the second, 2, 5, 8 of the third.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector128<float> Choose(Lanes128 first, Lanes128 second, Lanes128 third) => Vector128.ConditionalSelect(
        Vector128.Create(0, -1, 0, 0).AsSingle(),
        second.Vector,
        Vector128.ConditionalSelect(Vector128.Create(0, 0, -1, 0).AsSingle(), third.Vector, first.Vector));
}
