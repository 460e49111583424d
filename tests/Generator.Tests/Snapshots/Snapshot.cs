using System.Runtime.CompilerServices;

namespace ModelCompiler.Tests.Snapshots;

/// <summary>
/// Compares generated files with those that stand beside the test, by the conventions of Verify: Type.Method#Hint.verified.cs is
/// expected; what differs is written to Type.Method#Hint.received.cs, to be looked at and renamed.
/// </summary>
internal static class Snapshot
{
    public static void Verify(
        IEnumerable<(string HintName, string Text)> files,
        [CallerFilePath] string testFile = "", [CallerMemberName] string method = "")
    {
        var directory = Path.GetDirectoryName(testFile)!;
        var prefix = $"{Path.GetFileNameWithoutExtension(testFile)}.{method}#";
        var expected = Directory.GetFiles(directory, prefix + "*.verified.cs").Select(Path.GetFileName).ToHashSet();
        var differences = new List<string>();
        foreach (var (hintName, text) in files)
        {
            var name = prefix + Path.GetFileNameWithoutExtension(hintName);
            expected.Remove(name + ".verified.cs");
            if (Compare(Path.Combine(directory, name), text) is { } difference)
                differences.Add(difference);
        }

        differences.AddRange(expected.Select(file => $"{file}: no longer generated"));
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    private static string? Compare(string path, string received)
    {
        var (verifiedFile, receivedFile) = (path + ".verified.cs", path + ".received.cs");
        var verified = File.Exists(verifiedFile) ? File.ReadAllText(verifiedFile) : "";
        if (verified == received)
        {
            File.Delete(receivedFile);
            return null;
        }

        File.WriteAllText(receivedFile, received);
        return $"{Path.GetFileName(verifiedFile)} differs from {Path.GetFileName(receivedFile)}:\n{LineDifference.Describe(verified, received)}";
    }
}
