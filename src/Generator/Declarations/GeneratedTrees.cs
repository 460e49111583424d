using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Declarations;

/// <summary>Tells what this generator wrote from what the user wrote: an analyzer sees both.</summary>
internal static class GeneratedTrees
{
    // Roslyn puts generated files under "<assembly>/<type of the generator>/".
    private static readonly string Folder = typeof(ModelGenerator).FullName!;

    public static bool Contain(SyntaxTree tree) => tree.FilePath.Contains(Folder);
}
