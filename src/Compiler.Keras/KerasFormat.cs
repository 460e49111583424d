using System.Text.RegularExpressions;

namespace ModelCompiler.Compiler.Keras;

/// <summary>Tells files of Keras and TensorFlow.js from definitions in this compiler's own format, which end in .json too.</summary>
internal static partial class KerasFormat
{
    /// <summary>
    /// Whether a text is meant to be a Keras file. A member that only those have is enough: what else is wrong with the text is then
    /// reported as a mistake of such a file. The build asks the same question, in ModelCompiler.targets.
    /// </summary>
    public static bool Recognizes(string text) => Member().IsMatch(text);

    [GeneratedRegex("\"(class_name|modelTopology)\"\\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex Member();
}
