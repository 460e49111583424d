using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>A commutative function of two values, for vectors of any width: loops may exchange the operands.</summary>
internal interface IBinaryOperator
{
    static abstract T Apply<T>(T left, T right) where T : struct, ILanes<T>;
}

internal readonly struct AddOperator : IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T left, T right) where T : struct, ILanes<T> => left + right;
}

internal readonly struct MultiplyOperator : IBinaryOperator
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Apply<T>(T left, T right) where T : struct, ILanes<T> => left * right;
}
