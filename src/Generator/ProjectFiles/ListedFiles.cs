using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Generator.ProjectFiles;

/// <summary>A file that the project lists for its models.</summary>
internal interface IListedFile
{
    /// <summary>The file's name as the project writes it, with forward slashes.</summary>
    string Source { get; }
}

/// <summary>The model and weight files of a project.</summary>
internal sealed record ListedFiles(EquatableArray<ModelFile> Models, EquatableArray<WeightFile> Weights);

/// <summary>Finds the file that a model names among those that the project lists.</summary>
internal static class FileLookup
{
    /// <summary>The file of that name, or the only one whose path ends with it; null with a diagnostic otherwise.</summary>
    public static T? Find<T>(
        IReadOnlyList<T> files, string name, string model,
        DiagnosticDescription notListed, DiagnosticTarget target, DiagnosticBag diagnostics)
        where T : class, IListedFile
    {
        var wanted = name.Replace('\\', '/');
        var found = Matches(files, wanted);
        if (found.Count == 1)
            return found[0];
        if (found.Count == 0)
            diagnostics.Report(notListed, target, model, name, Suggest(files, name, wanted));
        else
            diagnostics.Report(
                DiagnosticCatalog.FileNameAmbiguous, target, model, name, string.Join(", ", found.Select(file => file.Source)));
        return null;
    }

    private static List<T> Matches<T>(IReadOnlyList<T> files, string wanted)
        where T : class, IListedFile
    {
        var exact = files.Where(file => file.Source == wanted).ToList();
        return exact.Count > 0 ? exact : [.. files.Where(file => file.Source.EndsWith("/" + wanted, StringComparison.Ordinal))];
    }

    /// <summary>
    /// A listed file whose name is near, or lacks but its extension, with as many folders as were written if that leads to it alone, or with all.
    /// </summary>
    private static NameSuggestion Suggest<T>(IReadOnlyList<T> files, string name, string wanted)
        where T : class, IListedFile
    {
        var folders = wanted.Count(c => c == '/');
        var candidates = files.Select(file => EndOf(file.Source, folders)).Concat(files.Select(file => file.Source))
            .Where(candidate => Matches(files, candidate).Count == 1).ToList();
        var extended = candidates.Find(candidate => Path.ChangeExtension(candidate, null) == wanted);
        return (extended ?? NearestName.Find(wanted, candidates)) is { } nearest
            ? new NameSuggestion($", or did you mean '{nearest}'?", new NameCorrection(name, nearest))
            : new NameSuggestion("", null);
    }

    private static string EndOf(string path, int folders)
    {
        var names = path.Split('/');
        return string.Join("/", names.Skip(names.Length - 1 - folders));
    }
}
