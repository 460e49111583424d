using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Tool.Execution;

namespace ModelCompiler.Tool.Npy;

/// <summary>An array of a .npy file.</summary>
/// <param name="Values">An array of one of the types of <see cref="ElementFormat"/>, in row-major order.</param>
internal sealed record NpyArray(IReadOnlyList<int> Shape, Array Values)
{
    public string TypeName => ElementFormat.Of(Values).Name;
}

/// <summary>A .npy file cannot be used; the message says what was expected and what was found.</summary>
internal sealed class NpyFormatException(string message) : Exception(PrintableText.From(message));
