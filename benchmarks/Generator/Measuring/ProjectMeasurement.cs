using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ModelCompiler.Benchmarks.Generator.Projects;
using ModelCompiler.Generator;
using ModelCompiler.Generator.Diagnostics;

namespace ModelCompiler.Benchmarks.Generator.Measuring;

/// <summary>What the generator takes in a project, in a process that has run it before.</summary>
/// <param name="SourceLength">How much C# it adds.</param>
/// <param name="Cold">A driver that knows nothing yet.</param>
/// <param name="Analyzer">The analyzer on the whole project, its own time.</param>
/// <param name="Search">What the first change takes of a generator that does nothing but search for the attribute.</param>
internal sealed record ProjectMeasurement(
    BenchmarkProject Project, int SourceLength, Samples Cold, Samples Analyzer, Samples Search, IReadOnlyList<(Change Change, Samples Samples)> Changes,
    bool IsIncremental)
{
    /// <param name="time">How long to measure each number, however many runs that makes above <paramref name="minimumRuns"/>.</param>
    public static ProjectMeasurement Of(BenchmarkProject project, TimeSpan time, int minimumRuns)
    {
        Samples Repeat(Func<TimeSpan> run)
        {
            var samples = new List<TimeSpan>();
            for (var clock = Stopwatch.StartNew(); samples.Count < minimumRuns || clock.Elapsed < time;)
                samples.Add(run());
            return new Samples(samples);
        }

        var compiled = CompiledProject.Of(project);
        var cold = Repeat(() => Time(Driver(compiled, new ModelGenerator()), compiled).Elapsed);
        var driver = Time(Driver(compiled, new ModelGenerator()), compiled).Driver;
        var sources = Sources(driver);
        var analyzer = Repeat(() => Analyze(driver, compiled));
        var version = CompiledProject.FirstVersion;
        var isIncremental = true;
        var changes = new List<(Change, Samples)>();
        foreach (var change in Change.All)
            changes.Add((change, Repeat(() =>
            {
                compiled = change.Make(compiled, ++version);
                (driver, var elapsed) = Time(driver.ReplaceAdditionalTexts(compiled.Files), compiled);
                // What did not change comes out as the same objects.
                isIncremental &= change.ChangesModel != Sources(driver).SequenceEqual(sources, ReferenceEqualityComparer.Instance!);
                sources = Sources(driver);
                return elapsed;
            })));
        var searcher = Time(Driver(compiled, new AttributeSearch()), compiled).Driver;
        var search = Repeat(() =>
        {
            compiled = Change.All[0].Make(compiled, ++version);
            (searcher, var elapsed) = Time(searcher, compiled);
            return elapsed;
        });
        return new ProjectMeasurement(
            project, sources.Sum(source => ((SourceText)source).Length), cold, analyzer, search, changes, isIncremental);
    }

    private static GeneratorDriver Driver(CompiledProject compiled, IIncrementalGenerator generator) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()], compiled.Files, CompiledProject.ParseOptions, new ListedFile.Options());

    /// <summary>The time that the driver gives for the generator, its share of the search for attributes included.</summary>
    private static (GeneratorDriver Driver, TimeSpan Elapsed) Time(GeneratorDriver driver, CompiledProject compiled)
    {
        driver = driver.RunGenerators(compiled.Compilation);
        return (driver, driver.GetTimingInfo().GeneratorTimes.Single().ElapsedTime);
    }

    private static List<object> Sources(GeneratorDriver driver) =>
        [.. driver.GetRunResult().Results.Single().GeneratedSources.Select(source => source.SourceText)];

    private static TimeSpan Analyze(GeneratorDriver driver, CompiledProject compiled)
    {
        driver.RunGeneratorsAndUpdateCompilation(compiled.Compilation, out var output, out _);
        var analyzer = new ModelAnalyzer();
        var analysis = output.WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(compiled.Files, new ListedFile.Options()), onAnalyzerException: null,
            concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        // Its own time: to get here, the C# compiler binds everything that was generated, as it does in a build anyway.
        return analysis.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult().AnalyzerTelemetryInfo[analyzer].ExecutionTime;
    }
}
