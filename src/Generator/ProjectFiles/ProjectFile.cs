using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ModelCompiler.Generator.ProjectFiles;

/// <summary>What a listed file is for: the value of its metadata ModelCompilerItem.</summary>
internal enum ProjectFileKind
{
    Model,
    Weights,
}

/// <summary>A model or weight file that the project lists, as the import step hands it over. Compares by checksum.</summary>
/// <param name="source">The file's name as the project writes it.</param>
/// <param name="path">Where its text stands; only for diagnostics.</param>
internal sealed class ProjectFile(ProjectFileKind kind, string source, string path, SourceText text) : IEquatable<ProjectFile>
{
    private const string KindMetadata = "build_metadata.AdditionalFiles.ModelCompilerItem";
    private const string SourceMetadata = "build_metadata.AdditionalFiles.ModelCompilerSource";

    private readonly ImmutableArray<byte> _checksum = text.GetChecksum();

    public ProjectFileKind Kind { get; } = kind;

    public string Source { get; } = source;

    public string Path { get; } = path;

    public string Text { get; } = text.ToString();

    /// <summary>Reads a file, or returns null if it is none of ours.</summary>
    public static ProjectFile? Read(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        var metadata = options.GetOptions(file);
        if (!metadata.TryGetValue(KindMetadata, out var kindName) || ParseKind(kindName) is not { } kind)
            return null;
        var path = file.Path.Replace('\\', '/');
        var source = metadata.TryGetValue(SourceMetadata, out var name) ? name.Replace('\\', '/') : "";
        return new ProjectFile(
            kind, IsNameOf(path, source) ? source : path, file.Path, file.GetText(cancellation) ?? SourceText.From(""));
    }

    // What MSBuild tells the compiler ends at a semicolon or number sign. A file whose name was cut is found by its path.
    private static bool IsNameOf(string path, string source) =>
        source.Length > 0 && System.IO.Path.GetFileName(source) == System.IO.Path.GetFileName(path);

    public bool Equals(ProjectFile? other) =>
        other is not null && Kind == other.Kind && Source == other.Source && Path == other.Path
        && _checksum.SequenceEqual(other._checksum);

    public override bool Equals(object? obj) => Equals(obj as ProjectFile);

    public override int GetHashCode() => Source.GetHashCode();

    private static ProjectFileKind? ParseKind(string name) => name switch
    {
        "Model" => ProjectFileKind.Model,
        "Weights" => ProjectFileKind.Weights,
        _ => null,
    };
}
