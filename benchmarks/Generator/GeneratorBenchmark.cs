using ModelCompiler.Benchmarks.Generator.Measuring;
using ModelCompiler.Benchmarks.Generator.Projects;
using ModelCompiler.Benchmarks.Generator.Results;
using ModelCompiler.Benchmarks.Hardware;

namespace ModelCompiler.Benchmarks.Generator;

/// <summary>Measures all projects and prints the results, which may also become a section of a page.</summary>
/// <param name="command">The command line, for the results.</param>
/// <param name="filter">Only projects whose names contain this.</param>
/// <param name="time">How long to measure each kind of change.</param>
/// <param name="builds">How often each project is built by <c>dotnet build</c>, with the generator and without.</param>
internal sealed class GeneratorBenchmark(string command, string filter, TimeSpan time, int builds)
{
    private const int MinimumRuns = 3;

    /// <returns>The exit code: 1 if there is no such project, if one does not build, or if the generator worked where it had nothing to do.</returns>
    public int Run(FileInfo? page)
    {
        var projects = BenchmarkProject.All.Where(project => project.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)).ToList();
        // The first time is that of the JIT.
        foreach (var project in projects)
            ProjectMeasurement.Of(project, TimeSpan.Zero, minimumRuns: 1);
        var results = projects.Select(project => ProjectMeasurement.Of(project, time, MinimumRuns)).ToList();
        var wallClock = builds == 0 ? [] : projects.Select(project => BuildMeasurement.Of(project, builds)).ToList();
        var section = ResultsSection.Write(command, results, wallClock);
        Console.Write(section);
        if (page is not null)
            File.WriteAllText(page.FullName, PageSection.Replace(
                page.Exists ? File.ReadAllText(page.FullName) : "", PageSection.Generator, section));
        return results.Count > 0 && results.All(result => result.IsIncremental) ? 0 : 1;
    }
}
