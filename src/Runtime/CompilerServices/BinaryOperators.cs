using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>A commutative function of two values or vectors of any width: loops may exchange the operands.</summary>
internal interface IBinaryOperator
{
    static abstract T Apply<T>(T left, T right) where T : struct, ILanes<T>;

    static abstract float Apply(float left, float right);
}

internal readonly struct AddOperator : IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T left, T right) where T : struct, ILanes<T> => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float left, float right) => left + right;
}

internal readonly struct MultiplyOperator : IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T left, T right) where T : struct, ILanes<T> => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float left, float right) => left * right;
}
