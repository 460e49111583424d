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
        var exact = files.Where(file => file.Source == wanted).ToList();
        var found = exact.Count > 0
            ? exact
            : [.. files.Where(file => file.Source.EndsWith("/" + wanted, StringComparison.Ordinal))];
        if (found.Count == 1)
            return found[0];
        if (found.Count == 0)
            diagnostics.Report(notListed, target, model, name);
        else
            diagnostics.Report(
                DiagnosticCatalog.FileNameAmbiguous, target, model, name, string.Join(", ", found.Select(file => file.Source)));
        return null;
    }
}
