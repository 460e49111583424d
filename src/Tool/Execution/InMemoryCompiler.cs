using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Emit;
using ModelCompiler.Tool.Generation;
using ModelCompiler.Tool.Loading;

namespace ModelCompiler.Tool.Execution;

/// <summary>Compiles a model as a project does, without one: its C# goes through Roslyn into an assembly that is loaded at once.</summary>
internal static class InMemoryCompiler
{
    private const string AdapterClass = "Adapter";

    private static readonly ModelClass Class = new("Compiled", "Model");

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
        nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>
    /// The limit on weights in the source while a model is only run here: none, they are passed to it from memory. That spares
    /// Roslyn the text, and the process a copy.
    /// </summary>
    public static CompilerOptions CompilerOptions { get; } = CompilerOptions.Default with { InlineWeightLimit = 0 };

    /// <summary>Compiles a model that was planned with <see cref="CompilerOptions"/>.</summary>
    /// <exception cref="InvalidOperationException">The generated C# has errors: a mistake of this compiler.</exception>
    public static InMemoryModel Compile(PlannedModel model)
    {
        var surface = new ModelSurface(model.Plan.Inputs, model.Plan.Outputs);
        // The file has a path because its kernels are local to it.
        SyntaxTree[] sources =
        [
            CSharpSyntaxTree.ParseText(SingleFile.Create(model.Plan, Class, model.WeightSet), path: "Model.cs"),
            CSharpSyntaxTree.ParseText(Adapter(surface), path: "Adapter.cs"),
        ];
        var compilation = CSharpCompilation.Create(
            "ModelCompiler.InMemory", sources, References(), Options);
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        if (!result.Success)
            throw new InvalidOperationException(
                result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToString());
        assembly.Position = 0;
        var adapter = new AssemblyLoadContext(null).LoadFromStream(assembly).GetType(AdapterClass)!;
        return new InMemoryModel(
            model.Plan, surface, Method<InMemoryModel.Creator>(adapter, "Create"), Method<InMemoryModel.Runner>(adapter, "Run"));
    }

    private static T Method<T>(Type type, string name)
        where T : Delegate => type.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<T>();

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name == "ModelCompiler.Runtime.dll"))
            .Select(path => MetadataReference.CreateFromFile(path));

    // Spans cannot pass through reflection; this passes arrays on.
    private static string Adapter(ModelSurface surface)
    {
        var arguments = surface.Inputs.Select((port, i) => $"({port.Element}[])inputs[{i}]")
            .Concat(surface.Outputs.Select((_, i) => $"outputs[{i}]"));
        return $$"""
            public static class {{AdapterClass}}
            {
                public static object Create(ModelCompiler.ModelWeights weights) =>
                    new {{Class.FullName}}(new ModelCompiler.ModelOptions { Weights = weights });

                public static void Run(object model, System.Array[] inputs, float[][] outputs) =>
                    (({{Class.FullName}})model).Run({{string.Join(", ", arguments)}});
            }
            """;
    }
}
