using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.Output;

/// <summary>Files that a command writes together: all are whole, or none is there. Nothing is replaced before everything is written.</summary>
internal sealed class OutputFiles
{
    private readonly List<(string Path, Action<Stream> Write)> _files = [];

    /// <summary>Adds a file; its directory is made if need be.</summary>
    public void Add(string path, Action<Stream> write) => _files.Add((path, write));

    /// <summary>Writes the files; false with an error if one of them cannot be written.</summary>
    /// <param name="origin">What the user asked to be written, for the message.</param>
    public bool Write(string origin, Report report)
    {
        try
        {
            Write();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report.Error(origin, DiagnosticCatalog.Tool.OutputFailed, exception.Message.TrimEnd('.'));
            return false;
        }
    }

    private void Write()
    {
        try
        {
            foreach (var (path, write) in _files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                using var stream = File.Create(TemporaryOf(path));
                write(stream);
            }

            // A directory in the way of the second file would be found only after the first has been replaced.
            if (_files.Find(file => Directory.Exists(file.Path)).Path is { } directory)
                throw new IOException($"'{directory}' is a directory");
            foreach (var (path, _) in _files)
                File.Move(TemporaryOf(path), path, overwrite: true);
        }
        finally
        {
            foreach (var (path, _) in _files.Where(file => File.Exists(TemporaryOf(file.Path))))
                File.Delete(TemporaryOf(path));
        }
    }

    private static string TemporaryOf(string path) => $"{path}.{Environment.ProcessId}.tmp";
}
