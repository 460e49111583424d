namespace ModelCompiler.Generator.Emission;

/// <summary>
/// The attribute with which kernels are marked: internal types of the same name in two assemblies collide through InternalsVisibleTo.
/// Other generators may define it, too, as Roslyn does for them, in these words.
/// </summary>
/// <remarks>
/// An output like others, since what is added after initialisation becomes part of every compilation that the generator sees: in a project
/// of 200 files that costs 0.3 ms per edit.
/// </remarks>
internal static class EmbeddedAttribute
{
    public const string HintName = "Microsoft.CodeAnalysis.EmbeddedAttribute.cs";

    public const string Text = """
        namespace Microsoft.CodeAnalysis
        {
            internal sealed partial class EmbeddedAttribute : global::System.Attribute
            {
            }
        }

        """;
}
