using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelCompiler.CompilerServices;

/// <summary>Eight floats in a vector of 256 bits.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
internal readonly struct Lanes256(Vector256<float> vector) : ILanes<Lanes256>
{
    public static int Count => Vector256<float>.Count;

    // A field, since each access to a property would count against the JIT's budget for inlining.
    public readonly Vector256<float> Vector = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 Create(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 Widen(ReadOnlySpan<byte> values) =>
        new(Vector256.ConvertToSingle(Vector256.WidenLower(Vector256.WidenLower(
            Vector256.CreateScalar(BinaryPrimitives.ReadUInt64LittleEndian(values)).AsByte())).AsInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 operator +(Lanes256 left, Lanes256 right) => new(left.Vector + right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 operator -(Lanes256 left, Lanes256 right) => new(left.Vector - right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 operator *(Lanes256 left, Lanes256 right) => new(left.Vector * right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 operator /(Lanes256 left, Lanes256 right) => new(left.Vector / right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 operator &(Lanes256 left, Lanes256 right) => new(left.Vector & right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 operator |(Lanes256 left, Lanes256 right) => new(left.Vector | right.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 MultiplyAdd(Lanes256 left, Lanes256 right, Lanes256 addend) =>
        new(Vector256.MultiplyAddEstimate(left.Vector, right.Vector, addend.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 Sqrt(Lanes256 value) => new(Vector256.Sqrt(value.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 Round(Lanes256 value) => new(Vector256.Round(value.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 Min(Lanes256 left, Lanes256 right) => new(Vector256.MinNative(left.Vector, right.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 Max(Lanes256 left, Lanes256 right) => new(Vector256.MaxNative(left.Vector, right.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 SelectNegative(Lanes256 test, Lanes256 negative, Lanes256 other) =>
        new(Vector256.ConditionalSelect(
            Vector256.LessThan(test.Vector, Vector256<float>.Zero), negative.Vector, other.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 SelectLess(Lanes256 left, Lanes256 right, Lanes256 less, Lanes256 other) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(left.Vector, right.Vector), less.Vector, other.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 SelectNaN(Lanes256 test, Lanes256 other) =>
        new(Vector256.ConditionalSelect(Vector256.IsNaN(test.Vector), test.Vector, other.Vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 SubtractBits(Lanes256 left, Lanes256 right) =>
        new((left.Vector.AsInt32() - right.Vector.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 AddBits(Lanes256 left, Lanes256 right) =>
        new((left.Vector.AsInt32() + right.Vector.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 ShiftBitsLeft(Lanes256 value, int count) =>
        new((value.Vector.AsInt32() << count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static Lanes256 ShiftBitsRight(Lanes256 value, int count) =>
        new((value.Vector.AsInt32() >> count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Sum(Lanes256 value) => Vector256.Sum(value.Vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Maximum(Lanes256 value) =>
        Lanes128.Maximum(new(Vector128.MaxNative(value.Vector.GetLower(), value.Vector.GetUpper())));

    // Three and the number of lanes have no common divisor: the lanes of a result have places of their own in the three vectors, so that
    // they are chosen first, and one shuffle puts them in order.
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static (Lanes256 First, Lanes256 Second, Lanes256 Third) EveryThird(Lanes256 low, Lanes256 middle, Lanes256 high) => (
        new(Vector256.Shuffle(Choose(low, middle, high), Vector256.Create(0, 3, 6, 1, 4, 7, 2, 5))),
        new(Vector256.Shuffle(Choose(high, low, middle), Vector256.Create(1, 4, 7, 2, 5, 0, 3, 6))),
        new(Vector256.Shuffle(Choose(middle, high, low), Vector256.Create(2, 5, 0, 3, 6, 1, 4, 7))));

    /// <summary>Lanes 0, 3, 6 and so on of the first vector, 1, 4, 7 of the second, 2, 5, 8 of the third.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector256<float> Choose(Lanes256 first, Lanes256 second, Lanes256 third) => Vector256.ConditionalSelect(
        Vector256.Create(0, -1, 0, 0, -1, 0, 0, -1).AsSingle(),
        second.Vector,
        Vector256.ConditionalSelect(Vector256.Create(0, 0, -1, 0, 0, -1, 0, 0).AsSingle(), third.Vector, first.Vector));
}
