using System.Text;

namespace ModelCompiler.Tool.Import;

/// <summary>A directory of generated text files.</summary>
/// <param name="path">Relative to the current directory or absolute; made when the first file is written.</param>
internal sealed class OutputDirectory(string path)
{
    public string Path { get; } = path;

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>
    /// Writes a whole file or none. A file that is the same already stays as it is, its time included: a build takes a newer one for
    /// a changed one.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string name, string text)
    {
        var path = PathOf(name);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
            return;
        Directory.CreateDirectory(Path);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
