using Microsoft.CodeAnalysis;
using ModelCompiler.Generator;
using ModelCompiler.Tests.Driver;

namespace ModelCompiler.Tests.Incrementality;

public class IncrementalTests
{
    private const string Attributes = """[CompiledModel] [Input(4)] [Dense(2)] [Weights("dense.safetensors")]""";
    private const string Json =
        """{ "weights": "file.safetensors", "layers": [ { "type": "Input", "shape": [3] }, { "type": "Dense", "units": 2 } ] }""";

    /// <summary>The step that looks at classes, which Roslyn runs again when one of their files was edited.</summary>
    private const string Transform = TrackingNames.Declarations;

    private static readonly TestProject Project = TestProject.Of(
            $"using ModelCompiler; namespace App; {Attributes} public partial class Net;",
            """using ModelCompiler; namespace App; [CompiledModel("file.json")] public partial class FileNet;""",
            "namespace App; public static class Other { public static int Value => 1; }")
        .WithModel("file.json", Json)
        .WithWeights("dense.safetensors", Manifests.Dense("dense.safetensors", 2, 4))
        .WithWeights("file.safetensors", Manifests.Dense("file.safetensors", 2, 3));

    private static readonly string[] StepsBehind =
    [
        TrackingNames.ProjectFiles, TrackingNames.ModelFiles, TrackingNames.WeightFiles, TrackingNames.ListedFiles, TrackingNames.Options,
        TrackingNames.Requests, TrackingNames.Plans, TrackingNames.ModelNames, TrackingNames.ModelSources,
        TrackingNames.KernelVariants, TrackingNames.KernelSources,
    ];

    private static TestProject Edit(int source, string text) => Project with { Sources = Project.Sources.SetItem(source, text) };

    [Fact]
    public void UnrelatedEditRegeneratesNothing() =>
        AssertNothingRan(TrackedRun.Of(Project, Edit(2, "namespace App; public static class Other { public static int Value => 2; }")));

    [Fact]
    public void MovingTheClassRegeneratesNothing() =>
        AssertNothingRan(TrackedRun.Of(Project, Edit(0, $"""
            using ModelCompiler;

            // Further down now, and written over several lines.
            namespace App;

            {Attributes.Replace("] [", "]\n[")}
            public partial class Net
            ;
            """)));

    [Fact]
    public void EqualDefinitionInOtherWordsRegeneratesNothing() =>
        AssertNothingRan(TrackedRun.Of(Project, Edit(0, """
            using Layer = ModelCompiler.DenseAttribute;
            namespace App;
            [ModelCompiler.CompiledModel(file: null), ModelCompiler.Weights("dense" + ".safetensors")]
            [ModelCompiler.Input(new[] { 2 * 2 }), Layer(units: 2)]
            public sealed partial class Net;
            """)));

    [Fact]
    public void MethodOfTheUserPlansNothing()
    {
        var run = TrackedRun.Of(Project, Edit(
            0, $"using ModelCompiler; namespace App; {Attributes} public partial class Net {{ public int Added() => 1; }}"));
        AssertAll(run.ReasonsOf(TrackingNames.Requests), IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached);
        AssertAll(run.ReasonsOf(TrackingNames.Plans), IncrementalStepRunReason.Cached);
        AssertAll(run.ReasonsOfOutputs(), IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void ReformattedModelFilePlansNothing()
    {
        var run = TrackedRun.Of(Project, EditFile(0, Json.Replace(",", ",\n")));
        Assert.Contains(IncrementalStepRunReason.Modified, run.ReasonsOf(TrackingNames.ModelFiles));
        AssertAll(run.ReasonsOf(TrackingNames.Requests), IncrementalStepRunReason.Unchanged);
        AssertAll(run.ReasonsOf(TrackingNames.Plans), IncrementalStepRunReason.Cached);
        AssertAll(run.ReasonsOfOutputs(), IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void ChangedWeightFileRegeneratesItsModelAlone()
    {
        var run = TrackedRun.Of(Project, EditFile(1, Manifests.Dense("dense.safetensors", 2, 4, 0.25f)));
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], run.ReasonsOf(TrackingNames.Requests));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], run.ReasonsOf(TrackingNames.Plans));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], run.ReasonsOf(TrackingNames.ModelSources));
    }

    [Fact]
    public void ChangedLayerRegeneratesItsModelAlone()
    {
        var run = TrackedRun.Of(Project, Edit(
            0, "using ModelCompiler; namespace App; [CompiledModel] [Input(4)] [Dense(3)] [RandomWeights(1)] public partial class Net;"));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], run.ReasonsOf(TrackingNames.Plans));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], run.ReasonsOf(TrackingNames.ModelSources));
    }

    [Fact]
    public void AnotherModelPlansItselfAlone()
    {
        var run = TrackedRun.Of(Project, Project with
        {
            Sources = Project.Sources.Add(
                "using ModelCompiler; [CompiledModel] [Input(4)] [Dense(3)] [RandomWeights(1)] public partial class Third;"),
        });
        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached, IncrementalStepRunReason.New],
            run.ReasonsOf(TrackingNames.Plans));
    }

    [Fact]
    public void NothingOfRoslynStaysInTheSteps()
    {
        var run = TrackedRun.Of(Project, Project);
        foreach (var step in StepsBehind.Append(Transform))
            foreach (var value in run.ValuesOf(step))
                ReachableObjects.AssertPure(value, step);
    }

    private static TestProject EditFile(int file, string text) =>
        Project with { Files = Project.Files.SetItem(file, Project.Files[file] with { Text = text }) };

    private static void AssertNothingRan(TrackedRun run)
    {
        AssertAll(run.ReasonsOf(Transform), IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached);
        foreach (var step in StepsBehind)
            AssertAll(run.ReasonsOf(step), IncrementalStepRunReason.Cached);
        AssertAll(run.ReasonsOfOutputs(), IncrementalStepRunReason.Cached);
    }

    private static void AssertAll(IReadOnlyList<IncrementalStepRunReason> reasons, params IncrementalStepRunReason[] allowed)
    {
        Assert.NotEmpty(reasons);
        Assert.All(reasons, reason => Assert.Contains(reason, allowed));
    }
}
