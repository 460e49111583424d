namespace ModelCompiler.Tests;

/// <summary>Files of the repository that tests read.</summary>
internal static class Repository
{
    // Not by the path of this source file, which a deterministic build replaces.
    public static string PathOf(string file)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "ModelCompiler.sln")))
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        return Path.Combine(root, file);
    }
}
