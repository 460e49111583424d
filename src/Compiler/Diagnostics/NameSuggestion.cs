namespace ModelCompiler.Compiler.Diagnostics;

/// <summary>A name that leads nowhere, and the one that was probably meant.</summary>
internal sealed record NameCorrection(string Written, string Nearest);

/// <summary>
/// The end of a message about a name. As an argument of a diagnostic it prints as its text and makes the correction known to hosts.
/// </summary>
/// <param name="Correction">Null if no name is near.</param>
internal sealed record NameSuggestion(string Text, NameCorrection? Correction)
{
    public override string ToString() => Text;
}
