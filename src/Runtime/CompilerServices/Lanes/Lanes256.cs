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

    // Three and the number of lanes have no common divisor: each lane of a vector goes to one lane of one result only, so that one
    // shuffle of each vector puts its lanes where any of the results wants them.
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static (Lanes256 Low, Lanes256 Middle, Lanes256 High) InTurns(Lanes256 first, Lanes256 second, Lanes256 third)
    {
        var a = Vector256.Shuffle(first.Vector, Vector256.Create(0, 3, 6, 1, 4, 7, 2, 5));
        var b = Vector256.Shuffle(second.Vector, Vector256.Create(5, 0, 3, 6, 1, 4, 7, 2));
        var c = Vector256.Shuffle(third.Vector, Vector256.Create(2, 5, 0, 3, 6, 1, 4, 7));
        return (new(Choose(a, b, c)), new(Choose(c, a, b)), new(Choose(b, c, a)));
    }

    /// <summary>Lanes 0, 3, 6 and so on of the first vector, 1, 4, 7 of the second, 2, 5, 8 of the third.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static Vector256<float> Choose(Vector256<float> first, Vector256<float> second, Vector256<float> third) => Vector256.ConditionalSelect(
        Vector256.Create(0, -1, 0, 0, -1, 0, 0, -1).AsSingle(),
        second,
        Vector256.ConditionalSelect(Vector256.Create(0, 0, -1, 0, 0, -1, 0, 0).AsSingle(), third, first));
}
