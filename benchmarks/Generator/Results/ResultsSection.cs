using System.Globalization;
using System.Text;
using ModelCompiler.Benchmarks.Generator.Measuring;
using ModelCompiler.Benchmarks.Generator.Projects;
using ModelCompiler.Benchmarks.Hardware;

namespace ModelCompiler.Benchmarks.Generator.Results;

/// <summary>Writes results as a section of a page.</summary>
internal static class ResultsSection
{
    public static string Write(string command, IReadOnlyList<ProjectMeasurement> results, IReadOnlyList<BuildMeasurement> builds)
    {
        var text = new StringBuilder();
        text.Append(string.Create(CultureInfo.InvariantCulture, $"""
            ## {PageSection.Generator}

            In projects of {BenchmarkProject.OtherFiles} other files, in milliseconds, median and minimum; [benchmarks/Generator](Generator/README.md) says how it is
            measured. {DateTime.UtcNow:yyyy-MM-dd}, {Machine.Processor}, load average {Machine.Load():0.0} on {Environment.ProcessorCount} processors; `{command}`.

            | |{string.Concat(results.Select(result => $" {result.Project.Name} |"))}
            |---|{string.Concat(results.Select(_ => "--:|"))}
            | C# that is generated, in KB |{string.Concat(results.Select(result => $" {result.SourceLength / 1024:N0} |"))}
            {Row("everything", results.Select(result => result.Cold))}
            {Row("the analyzer, for the whole project", results.Select(result => result.Analyzer))}
            {Row($"{Change.All[0].Name}, Roslyn's search alone", results.Select(result => result.Search))}

            """).ReplaceLineEndings("\n"));
        for (var i = 0; i < Change.All.Count; i++)
            text.Append(Row(Change.All[i].Name, results.Select(result => result.Changes[i].Samples))).Append('\n');
        if (builds.Count > 0)
            text.Append(Row("`dotnet build` without the generator", builds.Select(build => build.Without))).Append('\n')
                .Append(Row("`dotnet build` with it", builds.Select(build => build.With))).Append('\n');
        return text.ToString();
    }

    private static string Row(string name, IEnumerable<Samples> samples) =>
        $"| {name} |{string.Concat(samples.Select(sample => $" {Number(sample.Median)}, {Number(sample.Minimum)} |"))}";

    private static string Number(TimeSpan time) => time.TotalMilliseconds.ToString(
        time.TotalMilliseconds switch { < 10 => "0.00", < 100 => "0.0", _ => "#,##0" }, CultureInfo.InvariantCulture);
}
