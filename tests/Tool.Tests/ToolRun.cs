using ModelCompiler.Tool.Commands;

namespace ModelCompiler.Tests;

/// <summary>A directory of a test's own, in which the tool is run.</summary>
public sealed class ToolRun : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("modelc-");

    public string Output => PathOf("out");

    public string PathOf(string name) => Path.Combine(_directory.FullName, name);

    public string WriteFile(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    public IEnumerable<string> OutputFiles =>
        Directory.Exists(Output) ? Directory.GetFiles(Output).Select(path => Path.GetFileName(path)).Order() : [];

    public string ReadOutput(string name) => File.ReadAllText(Path.Combine(Output, name));

    /// <summary>Imports into <see cref="Output"/>.</summary>
    public static (int ExitCode, string Text, string[] Errors) Run(params string[] arguments)
    {
        using var text = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = ModelcCommand.Run(arguments, text, errors);
        return (exitCode, text.ToString(), errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Imports into <see cref="Output"/>, which must succeed.</summary>
    public void Import(params string[] arguments)
    {
        var (exitCode, _, errors) = Run(["import", "--output", Output, .. arguments]);
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
    }

    /// <summary>Imports into <see cref="Output"/>, which must fail without writing anything.</summary>
    public string[] ImportErrors(params string[] arguments)
    {
        var (exitCode, text, errors) = Run(["import", "--output", Output, .. arguments]);
        Assert.Equal(1, exitCode);
        Assert.Equal("", text);
        return errors;
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
