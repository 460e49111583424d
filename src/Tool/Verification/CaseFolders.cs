using System.IO.Enumeration;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Verification;

/// <summary>Finds the folders of cases: those that hold a model file of the expected name.</summary>
internal static class CaseFolders
{
    /// <summary>The cases in the folders and below them, each once, in the order of their paths; reports folders without any.</summary>
    public static IReadOnlyList<string> Find(IEnumerable<string> folders, Report report)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            var cases = Find(folder, report);
            found.UnionWith(cases);
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static List<string> Find(string folder, Report report)
    {
        try
        {
            var cases = ModelsBelow(folder).Select(file => Path.GetDirectoryName(file)!).ToList();
            if (cases.Count == 0)
                report.Error(folder, DiagnosticCatalog.Tool.NoCases, string.Join(" or ", CaseModel.FileNames));
            return cases;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report.Error(folder, DiagnosticCatalog.Tool.CasesUnreadable, exception.Message.TrimEnd('.'));
            return [];
        }
    }

    // Links to folders are not followed: they may lead in circles.
    private static FileSystemEnumerable<string> ModelsBelow(string folder) =>
        new(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), new EnumerationOptions { RecurseSubdirectories = true })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && CaseModel.FileNames.Contains(entry.FileName.ToString()),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
}
