using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Tool.Npy;

/// <summary>An array of a .npy file.</summary>
/// <param name="Values">A float[] or a byte[], in row-major order.</param>
internal sealed record NpyArray(IReadOnlyList<int> Shape, Array Values)
{
    public string TypeName => NameOf(Values);

    public static string NameOf(Array values) => values is byte[] ? "uint8" : "float32";
}

/// <summary>A .npy file cannot be used; the message says what was expected and what was found.</summary>
internal sealed class NpyFormatException(string message) : Exception(PrintableText.From(message));
