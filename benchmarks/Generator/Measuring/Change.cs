using ModelCompiler.Benchmarks.Generator.Projects;

namespace ModelCompiler.Benchmarks.Generator.Measuring;

/// <summary>Something that happens to a project between two runs of the generator.</summary>
/// <param name="ChangesModel">Whether the generator has to compile a model again.</param>
internal sealed record Change(string Name, bool ChangesModel, Func<CompiledProject, int, CompiledProject> Make)
{
    public static IReadOnlyList<Change> All { get; } =
    [
        new("a key in another file", false, (project, version) => project.WithOtherFile(version)),
        new("a method in a model's class", false, (project, version) => project.WithModelClass(version)),
        new("a weight file written again", false, (project, _) => project.WithWeights(CompiledProject.FirstVersion)),
        new("other weights", true, (project, version) => project.WithWeights(version)),
    ];
}
