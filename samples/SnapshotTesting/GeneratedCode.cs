using System.Reflection;

namespace SnapshotTesting;

/// <summary>
/// Compares generated files with those in Snapshots: NAME.verified.cs is what was reviewed; what differs is written beside it as
/// NAME.received.cs, to be looked at and renamed.
/// </summary>
internal static class GeneratedCode
{
    /// <summary>Compares every file of a model.</summary>
    /// <param name="model">Its full class name, with which the names of the files begin.</param>
    public static void Verify(string model)
    {
        var received = Read(Metadata("GeneratedFiles"), model, ".g.cs");
        var snapshots = Path.Combine(Metadata("ProjectDirectory"), "Snapshots");
        var verified = Read(snapshots, model, ".verified.cs");
        Assert.NotEmpty(received);

        Directory.CreateDirectory(snapshots);
        foreach (var name in received.Keys)
            File.Delete(Path.Combine(snapshots, name + ".received.cs"));
        var changed = received.Where(file => verified.GetValueOrDefault(file.Key) != file.Value).ToList();
        foreach (var (name, text) in changed)
            File.WriteAllText(Path.Combine(snapshots, name + ".received.cs"), text);
        Assert.True(changed.Count == 0, $"Changed or new in {snapshots}: {string.Join(", ", changed.Select(file => file.Key))}. "
            + "If that is meant, rename .received.cs to .verified.cs.");
        Assert.Equal(received.Keys.Order(), verified.Keys.Order()); // None is generated no longer.
    }

    /// <summary>The texts of a model's files in a directory and below, by their names without the extension.</summary>
    private static Dictionary<string, string> Read(string directory, string model, string extension) =>
        Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory, model + ".*", SearchOption.AllDirectories)
                .Where(path => path.EndsWith(extension, StringComparison.Ordinal))
                .ToDictionary(path => Path.GetFileName(path)[..^extension.Length], path => File.ReadAllText(path).ReplaceLineEndings("\n"))
            : [];

    // What the project file says of itself: a deterministic build puts no paths of its machine anywhere else.
    private static string Metadata(string key) => typeof(GeneratedCode).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
