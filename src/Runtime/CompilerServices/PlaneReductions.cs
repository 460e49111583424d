using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>How the values of a plane become one.</summary>
internal interface IReduction
{
    /// <summary>The value that changes nothing.</summary>
    static abstract float Identity { get; }

    static abstract T Combine<T>(T left, T right) where T : struct, ILanes<T>;

    static abstract float Combine(float left, float right);

    /// <summary>The result, from the combination of <paramref name="count"/> values.</summary>
    static abstract float Finish(float total, int count);
}

internal readonly struct AverageReduction : IReduction
{
    public static float Identity => 0f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Combine<T>(T left, T right) where T : struct, ILanes<T> => left + right;

    public static float Combine(float left, float right) => left + right;

    public static float Finish(float total, int count) => total * (1f / count);
}

internal readonly struct MaximumReduction : IReduction
{
    public static float Identity => float.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Combine<T>(T left, T right) where T : struct, ILanes<T> => T.Max(left, right);

    public static float Combine(float left, float right) => MathF.Max(left, right);

    public static float Finish(float total, int count) => total;
}
