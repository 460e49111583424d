namespace ModelCompiler.Tool.Import;

/// <summary>The files that the build does something with after an import, each list a file of one path per line.</summary>
internal sealed class ImportLists
{
    private readonly List<string> _models = [];
    private readonly List<string> _manifests = [];
    private readonly List<string> _resources = [];
    private readonly List<string> _blobs = [];
    private readonly SortedSet<string> _inputs = new(StringComparer.Ordinal);

    /// <summary>A definition for the compiler.</summary>
    public void AddModel(string path) => _models.Add(path);

    /// <summary>A description of weights for the compiler.</summary>
    public void AddManifest(string path) => _manifests.Add(path);

    /// <summary>A file of the project to embed under its name.</summary>
    public void AddResource(string path) => _resources.Add(path);

    /// <summary>A file that was written here, to embed under its name without the directory.</summary>
    public void AddBlob(string path) => _blobs.Add(path);

    /// <summary>A further file that the results depend on.</summary>
    public void AddInput(string path) => _inputs.Add(path);

    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Write(OutputDirectory directory)
    {
        directory.Write("import.models", Lines(_models));
        directory.Write("import.manifests", Lines(_manifests));
        directory.Write("import.resources", Lines(_resources));
        directory.Write("import.blobs", Lines(_blobs));
        directory.Write("import.inputs", Lines(_inputs));
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
