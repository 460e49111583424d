using ModelCompiler.Compiler.Frontends.Json;

namespace ModelCompiler.Generator.ProjectFiles;

/// <summary>A model file, read. Equal to another reading of the same text.</summary>
internal sealed class ModelFile(ProjectFile file) : IListedFile, IEquatable<ModelFile>
{
    private readonly ProjectFile _file = file;

    /// <summary>The file that the project lists: for one that was made of another, that other one.</summary>
    public string Source => Result.Source ?? _file.Source;

    public string Path => _file.Path;

    public JsonModelResult Result { get; } = JsonModelReader.Read(file.Text, System.IO.Path.GetFileNameWithoutExtension(file.Source));

    public bool Equals(ModelFile? other) => other is not null && _file.Equals(other._file);

    public override bool Equals(object? obj) => Equals(obj as ModelFile);

    public override int GetHashCode() => _file.GetHashCode();
}
