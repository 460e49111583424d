using System.Security.Cryptography;
using System.Text;

namespace ModelCompiler.Tool.Import;

/// <summary>What became of a file that the project lists: text for the compiler, and what is embedded into the assembly.</summary>
internal abstract class ImportedFile(string source)
{
    /// <summary>The file as the project or the user writes it, with forward slashes.</summary>
    public string Source { get; } = source;

    /// <summary>
    /// What names of results begin with: the file's name, and for one of another directory a hash of its path, since every model of a
    /// model hub has the same name.
    /// </summary>
    protected string Stem
    {
        get
        {
            var name = Path.GetFileNameWithoutExtension(Source);
            return Path.GetFileName(Source) == Source ? name : $"{name}-{Hash(Source)}";
        }
    }

    /// <summary>Writes the results and adds them to the lists for the build.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public abstract void Write(OutputDirectory directory, ImportLists lists);

    private static string Hash(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)).AsSpan(0, 4));
}
