namespace ModelCompiler.Tests.Frontends;

/// <summary>Files in docs that follow from the code.</summary>
internal static class CommittedText
{
    public static string Read(string file) => File.ReadAllText(PathOf(file)).Replace("\r\n", "\n");

    public static IEnumerable<string> Files(string folder, string pattern) => Directory.EnumerateFiles(PathOf(folder), pattern);

    /// <summary>Fails if a file is not as it should be, and leaves the right one beside it.</summary>
    public static void AssertUpToDate(string file, string expected)
    {
        if (File.Exists(PathOf(file)) && Read(file) == expected)
            return;
        var received = Path.ChangeExtension(PathOf(file), ".received" + Path.GetExtension(file));
        File.WriteAllText(received, expected);
        Assert.Fail($"docs/{file} does not follow the layer catalogue; what it should be is in {received}: move it over the old file.");
    }

    // Not by the path of this source file, which a deterministic build replaces.
    private static string PathOf(string file)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "ModelCompiler.sln")))
            root = Path.GetDirectoryName(root) ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        return Path.Combine(root, "docs", file);
    }
}
