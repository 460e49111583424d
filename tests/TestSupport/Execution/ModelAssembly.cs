using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Emit;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Testing.Execution;

/// <summary>Compiles definitions for real: plan, C#, Roslyn, assembly. Many models go into one assembly, as in a project.</summary>
internal static class ModelAssembly
{
    private const string ModelNamespace = "Models";

    private const string EmbeddedAttribute =
        "namespace Microsoft.CodeAnalysis { internal sealed class EmbeddedAttribute : global::System.Attribute; }";

    // C# 13 without unsafe blocks: what generated code may count on in a user's project, here in a debug build.
    private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.CSharp13).WithPreprocessorSymbols("DEBUG");

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: false,
        generalDiagnosticOption: ReportDiagnostic.Error, nullableContextOptions: NullableContextOptions.Enable);

    private static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) == "ModelCompiler.Runtime.dll")
            .Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>Compiles definitions; each becomes the class <c>Models.Model0</c>, <c>Models.Model1</c> …</summary>
    public static IReadOnlyList<CompiledModel> Compile(
        IReadOnlyList<ModelDefinition> definitions, Func<int, WeightSet?>? weights = null, CompilerOptions? options = null)
    {
        var plans = definitions.Select((definition, i) => Plan(definition, weights?.Invoke(i), options)).ToList();
        return CompilePlans(plans, i => weights?.Invoke(i));
    }

    /// <summary>Compiles one definition.</summary>
    public static CompiledModel Compile(ModelDefinition definition, WeightSet? weights = null, CompilerOptions? options = null) =>
        Compile([definition], _ => weights, options)[0];

    public static IReadOnlyList<CompiledModel> CompilePlans(IReadOnlyList<ExecutionPlan> plans, Func<int, WeightSet?> weights)
    {
        var sources = plans.SelectMany((plan, i) => ModelCompilation.Emit(plan, ClassOf(i), weights(i)))
            .Concat(plans.SelectMany(plan => ModelCompilation.KernelsOf(plan)).Distinct().Select(ModelCompilation.EmitKernel))
            .Select(source => source.Text);
        var assembly = Load(sources.Concat([EmbeddedAttribute, Declarations(plans), Adapter(plans)]));
        var adapter = assembly.GetType("Adapter")!;
        return [.. plans.Select((plan, i) => new CompiledModel(
            plan, assembly.GetType(ClassOf(i).FullName)!, adapter.GetMethod($"Run{i}")!, adapter.GetMethod($"RunSpans{i}")))];
    }

    /// <summary>The plan of a definition without mistakes.</summary>
    /// <exception cref="InvalidOperationException">It has mistakes; the message lists them.</exception>
    public static ExecutionPlan Plan(ModelDefinition definition, WeightSet? weights = null, CompilerOptions? options = null)
    {
        var result = ModelCompilation.Plan(definition, weights, options ?? CompilerOptions.Default);
        return result.Plan ?? throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
    }

    private static ModelClass ClassOf(int index) => new(ModelNamespace, $"Model{index}");

    private static string Declarations(IReadOnlyList<ExecutionPlan> plans) =>
        $"namespace {ModelNamespace};\n" + string.Concat(plans.Select((_, i) => $"public sealed partial class Model{i};\n"));

    // Spans cannot pass through reflection; this passes arrays on, and numbers of other types as floats.
    private static string Adapter(IReadOnlyList<ExecutionPlan> plans)
    {
        var methods = plans.Select((plan, i) =>
        {
            var surface = new ModelSurface(plan.Inputs, plan.Outputs);
            var arguments = surface.Inputs.Select((port, k) => Argument(port, $"inputs[{k}]", "x => " + FromFloat(port.Element)))
                .Concat(surface.Outputs.Select((port, k) => port.Element == "float" ? $"outputs[{k}]" : $"output{k}"));
            var typed = surface.Outputs.Select((port, k) => (Port: port, Index: k)).Where(output => output.Port.Element != "float").ToList();
            var before = string.Concat(typed.Select(output =>
                $"var output{output.Index} = new {output.Port.Element}[outputs[{output.Index}].Length]; "));
            var after = string.Concat(typed.Select(output =>
                $"global::System.Array.ConvertAll(output{output.Index}, x => {ToFloat(output.Port.Element)}).CopyTo(outputs[{output.Index}], 0); "));
            return $"    public static void Run{i}(object model, float[][] inputs, float[][] outputs) {{ {before}"
                + $"((global::{ModelNamespace}.Model{i})model).{ModelEmitter.RunMethod(plan.IsStateful)}({string.Join(", ", arguments)}); {after}}}";
        }).Concat(plans.Select((plan, i) => (Plan: plan, Index: i)).Where(model => TakesFloats(model.Plan)).Select(model => SpanAdapter(model.Plan, model.Index)));
        return $"public static class Adapter\n{{\n{string.Join("\n", methods)}\n}}";
    }

    private static bool TakesFloats(ExecutionPlan plan) =>
        new ModelSurface(plan.Inputs, plan.Outputs) is var surface && surface.Inputs.Concat(surface.Outputs).All(port => port.Element == "float");

    // Memory can be anywhere, arrays only where the runtime puts them.
    private static string SpanAdapter(ExecutionPlan plan, int i)
    {
        var arguments = plan.Inputs.Select((_, k) => $"inputs[{k}].Span").Concat(plan.Outputs.Select((_, k) => $"outputs[{k}].Span"));
        return $"    public static void RunSpans{i}(object model, global::System.Memory<float>[] inputs, global::System.Memory<float>[] outputs) => "
            + $"((global::{ModelNamespace}.Model{i})model).{ModelEmitter.RunMethod(plan.IsStateful)}({string.Join(", ", arguments)});";
    }

    private static string Argument(SurfacePort port, string array, string convert) =>
        port.Element == "float" ? array : $"global::System.Array.ConvertAll({array}, {convert})";

    private static string FromFloat(string element) => element == "bool" ? "x != 0" : $"({element})x";

    private static string ToFloat(string element) => element == "bool" ? "x ? 1f : 0f" : "(float)x";

    private static Assembly Load(IEnumerable<string> sources)
    {
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(source, ParseOptions));
        var compilation = CSharpCompilation.Create("Compiled", trees, References.Value, Options);
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        if (!result.Success)
            throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(10).Select(d =>
                $"{d}\n{d.Location.SourceTree?.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line]}")));
        stream.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
    }
}
