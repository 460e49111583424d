using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Frontends.Json;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Execution;

namespace ModelCompiler.Tests.Zoo;

/// <summary>The networks of samples/Zoo, read from their files.</summary>
internal static class ZooModels
{
    private static readonly Dictionary<string, ModelDefinition> Definitions =
        Directory.GetFiles(Repository.PathOf("samples/Zoo/models"), "*.json").ToDictionary(file => Path.GetFileNameWithoutExtension(file), Read);

    private static readonly Dictionary<string, Lazy<ExecutionPlan>> Plans =
        Definitions.ToDictionary(model => model.Key, model => new Lazy<ExecutionPlan>(() => ModelAssembly.Plan(model.Value)));

    public static IEnumerable<string> Names => Definitions.Keys.Order(StringComparer.Ordinal);

    public static ModelDefinition Definition(string name) => Definitions[name];

    public static ExecutionPlan Plan(string name) => Plans[name].Value;

    private static ModelDefinition Read(string file)
    {
        var result = JsonModelReader.Read(File.ReadAllText(file), Path.GetFileName(file));
        Assert.Empty(result.Diagnostics);
        return result.Definition!;
    }
}
