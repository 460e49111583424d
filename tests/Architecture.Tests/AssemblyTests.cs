using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ModelCompiler.Compiler;
using ModelCompiler.Generator;

namespace ModelCompiler.Tests;

/// <summary>What the assemblies refer to, by their metadata.</summary>
public class AssemblyTests
{
    private static readonly string Compiler = typeof(ModelCompilation).Assembly.Location;
    private static readonly string Generator = typeof(ModelGenerator).Assembly.Location;
    private static readonly string Runtime = typeof(CompiledModelAttribute).Assembly.Location;

    [Fact]
    public void The_compiler_knows_neither_Roslyn_nor_the_runtime_library() => Assert.DoesNotContain(
        AssemblyReferences(Compiler), name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "netstandard");

    /// <summary>
    /// Streams in memory are allowed, whatever opens a file or reads a clock is not. System.Environment is missing here, because the
    /// C# compiler's own iterators ask it for the thread; the analyzer RS1035 forbids it in the sources.
    /// </summary>
    [Fact]
    public void The_compiler_touches_nothing_outside_itself() => Assert.DoesNotContain(TypeReferences(Compiler), type => type is
        "System.IO.File" or "System.IO.FileInfo" or "System.IO.FileStream" or "System.IO.Directory" or "System.IO.DirectoryInfo"
        or "System.IO.StreamReader" or "System.IO.StreamWriter" or "System.IO.Path" or "System.Console"
        or "System.DateTime" or "System.DateTimeOffset" or "System.Diagnostics.Stopwatch" or "System.Diagnostics.Process"
        or "System.Random" or "System.Reflection.Assembly");

    [Fact]
    public void The_generator_does_not_need_the_runtime_library() =>
        Assert.DoesNotContain("ModelCompiler.Runtime", AssemblyReferences(Generator));

    /// <summary>A compiler on the command line has no workspaces, and refuses an assembly that needs them.</summary>
    [Fact]
    public void The_generator_does_not_need_an_editor() =>
        Assert.DoesNotContain(AssemblyReferences(Generator), name => name.Contains("Workspaces", StringComparison.Ordinal));

    [Fact]
    public void The_runtime_library_needs_the_framework_alone() => Assert.DoesNotContain(
        AssemblyReferences(Runtime), name => !name.StartsWith("System.", StringComparison.Ordinal));

    private static ImmutableArray<string> AssemblyReferences(string assembly) => Read(assembly, metadata =>
        metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)));

    private static ImmutableArray<string> TypeReferences(string assembly) => Read(assembly, metadata => metadata.TypeReferences
        .Select(metadata.GetTypeReference).Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}"));

    private static ImmutableArray<string> Read(string assembly, Func<MetadataReader, IEnumerable<string>> read)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return [.. read(file.GetMetadataReader())];
    }
}
