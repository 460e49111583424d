using System.Reflection;

[assembly: AssemblyMetadata("ModelCompiler.Cost:Tests.Second", "2,345 parameters, 6 MACs")]
[assembly: AssemblyMetadata("ModelCompiler.Cost:Tests.First", "1 parameter")]
[assembly: AssemblyMetadata("Another", "value")]

namespace ModelCompiler.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void AResponseFileHoldsOneArgumentPerLine()
    {
        var file = _tool.WriteFile("it's \"a\" b#c;d.safetensors", SafetensorsBytes.Valid());
        var arguments = _tool.WriteFile("import.rsp", []);
        File.WriteAllLines(arguments, ["import", "--output", _tool.Output, "--", file]);
        Assert.Equal(0, ToolRun.Run("@" + arguments).ExitCode);
        Assert.Contains("import.manifests", _tool.OutputFiles);
    }

    [Fact]
    public void CostsAreReadFromAnAssembly()
    {
        var (exitCode, text, _) = ToolRun.Run("costs", typeof(CommandLineTests).Assembly.Location);
        Assert.Equal(0, exitCode);
        Assert.Equal(["Tests.First: 1 parameter", "Tests.Second: 2,345 parameters, 6 MACs"],
            text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void CostsOfWhatIsNoAssembly()
    {
        var file = _tool.WriteFile("a.dll", [1, 2, 3]);
        var (exitCode, _, errors) = ToolRun.Run("costs", file);
        Assert.Equal(1, exitCode);
        Assert.StartsWith($"{file} : error MC0329: ", Assert.Single(errors));
    }

    [Fact]
    public void WithoutArgumentsHelpIsPrinted()
    {
        var (exitCode, text, _) = ToolRun.Run();
        Assert.Equal(0, exitCode);
        Assert.Contains("import", text);
    }
}
