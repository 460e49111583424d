using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelCompiler.Tests;

/// <summary>A project with strict settings that compiles generated files and references the runtime library.</summary>
internal static class UserProject
{
    // As a user may have them: C# 13, warnings are errors, documentation is written, arithmetic is checked, nothing is unsafe.
    private static readonly CSharpParseOptions ParseOptions =
        new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, checkOverflow: true, allowUnsafe: false,
        generalDiagnosticOption: ReportDiagnostic.Error, nullableContextOptions: NullableContextOptions.Disable);

    /// <summary>Compiles files, with another file that calls the model, and runs it on the input.</summary>
    /// <param name="model">The full name of the class, as C# writes it.</param>
    /// <param name="resources">Files to embed, under their names.</param>
    public static float[] Run(string[] files, string model, float[] input, params (string Name, string File)[] resources)
    {
        var caller = $$"""
            public static class Caller
            {
                public static float[] Call(float[] input)
                {
                    var output = new float[{{model}}.OutputLength];
                    new {{model}}().Run(input, output);
                    return output;
                }
            }
            """;
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), ParseOptions, file))
            .Append(CSharpSyntaxTree.ParseText(caller, ParseOptions.WithDocumentationMode(DocumentationMode.Parse), "Caller.cs"));
        var assembly = Load(CSharpCompilation.Create("Users", trees, References(), Options), resources);
        return (float[])assembly.GetType("Caller")!.GetMethod("Call")!.Invoke(null, [input])!;
    }

    private static Assembly Load(CSharpCompilation compilation, (string Name, string File)[] resources)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(
            stream, manifestResources: resources.Select(r => new ResourceDescription(r.Name, () => File.OpenRead(r.File), isPublic: true)));
        // A using directive that a model does not need is hidden: no user is told of it.
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden).Take(10).Select(diagnostic => diagnostic.ToString()));
        stream.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) == "ModelCompiler.Runtime.dll")
            .Select(path => MetadataReference.CreateFromFile(path));
}
