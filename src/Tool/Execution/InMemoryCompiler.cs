using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Emit;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Tool.Loading;

namespace ModelCompiler.Tool.Execution;

/// <summary>Compiles models as a project does, without one: their C# goes through Roslyn into an assembly that is loaded at once.</summary>
internal static class InMemoryCompiler
{
    private const string AdapterClass = "Adapter";

    // Kernels are internal and embedded, as in a project; Roslyn needs the attribute that says so, which a generator would add.
    private const string EmbeddedAttribute =
        "namespace Microsoft.CodeAnalysis { internal sealed class EmbeddedAttribute : global::System.Attribute; }";

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
        nullableContextOptions: NullableContextOptions.Enable);

    // One set of objects for all compilations: Roslyn keeps the symbols of a reference with it.
    private static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name == "ModelCompiler.Runtime.dll"))
            .Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>
    /// The limit on weights in the source while a model is only run here: none, they are passed to it from memory. That spares
    /// Roslyn the text, and the process a copy.
    /// </summary>
    public static CompilerOptions CompilerOptions { get; } = CompilerOptions.Default with { InlineWeightLimit = 0 };

    /// <summary>Compiles a model that was planned with <see cref="CompilerOptions"/>.</summary>
    /// <exception cref="InvalidOperationException">The generated C# has errors: a mistake of this compiler.</exception>
    public static InMemoryModel Compile(PlannedModel model) => Compile([model], new AssemblyLoadContext(null))[0];

    /// <summary>Compiles models into one assembly, which costs less than one each: they share kernels and what Roslyn does once.</summary>
    /// <param name="context">Where the assembly is loaded; a collectible one frees it with the models.</param>
    /// <exception cref="InvalidOperationException">The generated C# has errors: a mistake of this compiler.</exception>
    public static IReadOnlyList<InMemoryModel> Compile(IReadOnlyList<PlannedModel> models, AssemblyLoadContext context)
    {
        var surfaces = models.Select(model => new ModelSurface(model.Plan.Inputs, model.Plan.Outputs)).ToList();
        var sources = models.SelectMany((model, i) => ModelCompilation.Emit(model.Plan, ClassOf(i), model.WeightSet))
            .Concat(models.SelectMany(model => ModelCompilation.KernelsOf(model.Plan)).Distinct().Select(ModelCompilation.EmitKernel))
            .Select(source => source.Text)
            .Concat(models.Select((_, i) => $"namespace {ClassOf(i).Namespace};\npublic sealed partial class {ClassOf(i).Name};\n"))
            .Append(EmbeddedAttribute).Append(Adapter(surfaces, models));
        var adapter = Load(sources, context).GetType(AdapterClass)!;
        return [.. models.Select((model, i) => new InMemoryModel(
            model.Plan, surfaces[i], Method<InMemoryModel.Creator>(adapter, $"Create{i}"), Method<InMemoryModel.Runner>(adapter, $"Run{i}"),
            model.Plan.IsProfiled ? Method<Func<object, ModelProfile>>(adapter, $"Profile{i}") : null))];
    }

    private static ModelClass ClassOf(int index) => new("Compiled", $"Model{index}");

    private static Assembly Load(IEnumerable<string> sources, AssemblyLoadContext context)
    {
        var compilation = CSharpCompilation.Create(
            "ModelCompiler.InMemory", sources.Select(source => CSharpSyntaxTree.ParseText(source)), References.Value, Options);
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        if (!result.Success)
            throw new InvalidOperationException(
                $"The generated C# has errors: {result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
        assembly.Position = 0;
        return context.LoadFromStream(assembly);
    }

    private static T Method<T>(Type type, string name)
        where T : Delegate => type.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<T>();

    // Spans cannot pass through reflection; this passes arrays on.
    private static string Adapter(List<ModelSurface> surfaces, IReadOnlyList<PlannedModel> models)
    {
        var methods = surfaces.Select((surface, i) => $$"""
                public static object Create{{i}}(ModelCompiler.ModelWeights weights, int threads) =>
                    new {{ClassOf(i).FullName}}(new ModelCompiler.ModelOptions { Weights = weights, Threads = threads });

                public static void Run{{i}}(object model, System.Array[] inputs, System.Array[] outputs)
                {
                    {{Run(models[i].Plan, surface, $"(({ClassOf(i).FullName})model)")}}
                }
            """ + (models[i].Plan.IsProfiled ? $"""


                public static ModelCompiler.ModelProfile Profile{i}(object model) => (({ClassOf(i).FullName})model).Profile;
            """ : ""));
        return $"public static class {AdapterClass}\n{{\n{string.Join("\n\n", methods)}\n}}\n";
    }

    /// <summary>A run; that of a stateful model is the first step of a stream.</summary>
    private static string Run(ExecutionPlan plan, ModelSurface surface, string model) =>
        (plan.IsStateful ? $"{model}.Reset(); " : "")
        + $"{model}.{ModelEmitter.RunMethod(plan.IsStateful)}({string.Join(", ", Arguments(surface))});";

    private static IEnumerable<string> Arguments(ModelSurface surface) =>
        surface.Inputs.Select((port, i) => $"({port.Element}[])inputs[{i}]")
            .Concat(surface.Outputs.Select((port, i) => $"({port.Element}[])outputs[{i}]"));
}
