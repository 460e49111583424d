using System.Text;

namespace ModelCompiler.Tool.Import;

/// <summary>A directory of generated files.</summary>
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
        var bytes = Encoding.UTF8.GetBytes(text);
        Write(name, stream => stream.Write(bytes));
    }

    /// <inheritdoc cref="Write(string, string)"/>
    /// <param name="write">Writes the file's content.</param>
    public void Write(string name, Action<Stream> write)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = File.Create(temporary))
                write(stream);
            if (!File.Exists(path) || !AreEqual(temporary, path))
                File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static bool AreEqual(string left, string right)
    {
        using var first = File.OpenRead(left);
        using var second = File.OpenRead(right);
        if (first.Length != second.Length)
            return false;
        var (a, b) = (new byte[1 << 16], new byte[1 << 16]);
        for (int count; (count = first.ReadAtLeast(a, a.Length, throwOnEndOfStream: false)) > 0;)
            if (second.ReadAtLeast(b.AsSpan(0, count), count, throwOnEndOfStream: false) != count || !a.AsSpan(0, count).SequenceEqual(b.AsSpan(0, count)))
                return false;
        return true;
    }
}
