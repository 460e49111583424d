using ModelCompiler.Compiler.Keras.Weights;
using ModelCompiler.Compiler.Onnx;

namespace ModelCompiler.Tool.Import;

/// <summary>
/// The files in the folder of a model and below. Links are not followed: a model that was downloaded must not read what its
/// user can read elsewhere.
/// </summary>
/// <param name="folder">May itself be, or be behind, a link: the user chose it.</param>
internal sealed class ModelFolder(string folder) : IExternalData, IModelFiles
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>The files that were read.</summary>
    public IReadOnlyCollection<string> FilesRead => _read;

    /// <summary>Counts a file among those that were read.</summary>
    public void MarkRead(string file) => _read.Add(Path.GetFullPath(file));

    /// <summary>The folder of a model file.</summary>
    public static ModelFolder Of(string model) => new(Path.GetDirectoryName(Path.GetFullPath(model))!);

    /// <inheritdoc/>
    public byte[] Read(string location, long offset, int length)
    {
        var file = Find(location);
        _read.Add(file.FullName);
        // Asked before the file is opened: devices and pipes, which could block, have no length.
        if (file.Length - offset < length)
            throw new IOException($"the file has {file.Length} bytes, but {length} bytes from byte {offset} are needed");
        using var stream = file.OpenRead();
        stream.Position = offset;
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public byte[] Read(string location, long maximumLength)
    {
        var file = Find(location);
        _read.Add(file.FullName);
        if (file.Length > maximumLength)
            throw new IOException($"the file has {file.Length} bytes, but at most {maximumLength} are expected");
        return Read(location, 0, (int)file.Length);
    }

    private FileInfo Find(string location)
    {
        var path = folder;
        foreach (var part in location.Split('/'))
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
                throw new IOException("it is or is behind a link; put the file itself there");
        }

        var file = new FileInfo(path);
        if (!file.Exists)
            throw new FileNotFoundException($"there is no file '{location}' in the folder of the model");
        return file;
    }
}
