using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>The checks with which a generated <c>Run</c> begins, before anything is read or written.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Guard
{
    /// <summary>Throws unless an input span has exactly the length that its shape needs.</summary>
    /// <param name="actual">The length of the span.</param>
    /// <param name="expected">The product of the shape.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="shape">The shape as text, such as <c>[1, 28, 28]</c>.</param>
    /// <exception cref="ArgumentException">
    /// The lengths differ; the message names parameter, shape and both lengths.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InputLength(int actual, int expected, string parameter, string shape)
    {
        if (actual != expected)
            Throw("holds", actual, expected, parameter, shape);
    }

    /// <summary>Throws unless an output span has exactly the length that its shape needs.</summary>
    /// <inheritdoc cref="InputLength"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OutputLength(int actual, int expected, string parameter, string shape)
    {
        if (actual != expected)
            Throw("has room for", actual, expected, parameter, shape);
    }

    [DoesNotReturn]
    private static void Throw(string holds, int actual, int expected, string parameter, string shape) =>
        throw new ArgumentException($"{parameter} {holds} {actual} values, but {shape} needs {expected}.", parameter);
}
