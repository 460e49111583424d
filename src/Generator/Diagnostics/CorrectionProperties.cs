namespace ModelCompiler.Generator.Diagnostics;

/// <summary>
/// The properties by which a diagnostic about a misspelt name tells the code fix what to write. This file is compiled into the
/// code fixes too, so that they need no other assembly.
/// </summary>
internal static class CorrectionProperties
{
    /// <summary>The name as it is written.</summary>
    public const string Written = "written";

    /// <summary>The name that was probably meant.</summary>
    public const string Nearest = "nearest";
}
