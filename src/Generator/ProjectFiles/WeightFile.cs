using ModelCompiler.Compiler.Frontends.Json;

namespace ModelCompiler.Generator.ProjectFiles;

/// <summary>A weight file's manifest, read. Equal to another reading of the same text.</summary>
internal sealed class WeightFile(ProjectFile file) : IListedFile, IEquatable<WeightFile>
{
    private readonly ProjectFile _file = file;

    /// <summary>As the manifest says: what MSBuild tells the compiler of a name ends at a semicolon or number sign.</summary>
    public string Source => Result.Weights?.Source ?? _file.Source;

    public WeightManifestResult Result { get; } = WeightManifestReader.Read(file.Text);

    public bool Equals(WeightFile? other) => other is not null && _file.Equals(other._file);

    public override bool Equals(object? obj) => Equals(obj as WeightFile);

    public override int GetHashCode() => _file.GetHashCode();
}
