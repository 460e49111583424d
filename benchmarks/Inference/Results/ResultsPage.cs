using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ModelCompiler.Benchmarks.Hardware;
using ModelCompiler.Benchmarks.Inference.Measuring;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Benchmarks.Inference.Results;

/// <summary>What a run was made with.</summary>
/// <param name="Command">The command line, without folders of this machine.</param>
/// <param name="OrtVersion">The version of ONNX Runtime.</param>
/// <param name="Threads">Threads of both engines.</param>
/// <param name="Limits">What one core can do at most, measured in the same run.</param>
internal sealed record RunDescription(DateTime Date, string Command, string OrtVersion, int Threads, HardwareLimits Limits);

/// <summary>Writes results as a page.</summary>
internal static class ResultsPage
{
    private const string None = "–";

    private const string BusyMachine =
        "**The machine was busy with other work.** Medians and ratios of networks that take longer than a millisecond are not to be\n"
        + "relied on, nor is the start; the minima come closer.\n\n";

    /// <param name="plot">The file with the ratios as bars, beside the page.</param>
    public static string Write(RunDescription run, IReadOnlyList<NetworkResult> results, string plot)
    {
        var page = new StringBuilder();
        var load = Machine.Load();
        page.Append($"""
            # Compiled models against ONNX Runtime

            Written by [benchmarks/Inference](Inference/README.md), which says how it is measured.

            | | |
            |---|---|
            | date | {run.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} |
            | processor | {Machine.Processor} |
            | vectors of compiled models | {Machine.Vectors} |
            | limits of one core | {run.Limits.Describe()} |
            | threads | {run.Threads} of each engine |
            | load average | {Load(load)} |
            | versions | {RuntimeInformation.FrameworkDescription}, ONNX Runtime {run.OrtVersion} |
            | command | `{run.Command}` |


            """.ReplaceLineEndings("\n"));
        if (load > Environment.ProcessorCount)
            page.Append(BusyMachine);
        page.Append(CultureInfo.InvariantCulture, $"![How many times faster than ONNX Runtime each network is]({plot})\n\n");
        page.Append(Runs(results)).Append('\n').Append(Starts(results));
        if (results.Any(result => result.Distances is not null))
            page.Append('\n').Append(Exactness(results));
        var remarks = results.SelectMany(result => Remarks(result).Select(remark => $"- {result.Network}: {remark}\n")).ToList();
        if (remarks.Count > 0)
            page.Append("\n## Remarks\n\n").AppendJoin("", remarks);
        return page.ToString();
    }

    /// <summary>What is wrong with a result.</summary>
    public static IEnumerable<string> Remarks(NetworkResult result)
    {
        if (result.Mistake is { } mistake)
            yield return mistake;
        if (result.Distances is { IsTooFar: true } distances)
            yield return $"is {distances.Ratio.ToString("0.0", CultureInfo.InvariantCulture)} times as far from the exact outputs as ONNX Runtime";
        if (result.OrtDeviation is { Mistake: not null } deviation)
            yield return $"ONNX Runtime differs from the recorded outputs by up to {Error(deviation.MaximumError)}";
    }

    public static string Ratio(NetworkResult result) =>
        result.Ratio is { } ratio ? ratio.ToString("0.00", CultureInfo.InvariantCulture) : None;

    private static string Runs(IReadOnlyList<NetworkResult> results) =>
        """
        ## Time per run

        In microseconds; the ratio is ONNX Runtime's median over that of the compiled model, so above 1 the compiled model is faster.

        | network | compiled | minimum | ONNX Runtime | minimum | ratio | greatest error | bytes allocated |
        |---|--:|--:|--:|--:|--:|--:|--:|

        """.ReplaceLineEndings("\n")
        + string.Concat(results.Select(result => Row(
            result.Network, Microseconds(result.Compiled?.Engine.Timings.Median), Microseconds(result.Compiled?.Engine.Timings.Minimum),
            Microseconds(result.Ort.Timings.Median), Microseconds(result.Ort.Timings.Minimum), Ratio(result),
            result.Compiled is { } compiled ? Error(compiled.Deviation.MaximumError) : None,
            result.Compiled?.AllocatedBytesPerRun.ToString("0.#", CultureInfo.InvariantCulture) ?? None)));

    private static string Starts(IReadOnlyList<NetworkResult> results) =>
        """
        ## Start

        In milliseconds. A compiled model is created by packing its weights, which are in memory; ONNX Runtime reads the file and
        optimises the network, which compiled models have behind them. The first run of a compiled model includes the JIT.

        | network | compiled: create | first run | ONNX Runtime: create | first run |
        |---|--:|--:|--:|--:|

        """.ReplaceLineEndings("\n")
        + string.Concat(results.Select(result => Row(
            result.Network, Milliseconds(result.Compiled?.Engine.Creating), Milliseconds(result.Compiled?.Engine.FirstRun),
            Milliseconds(result.Ort.Creating), Milliseconds(result.Ort.FirstRun))));

    private static string Exactness(IReadOnlyList<NetworkResult> results) =>
        """
        ## Distance from exact outputs

        Every network is computed in double precision, too, by plain loops; quantised ones are left out, whose outputs are whole steps in either
        engine. The distance is the greatest difference of an output, relative to the greatest exact one; the ratio is ours over ONNX
        Runtime's, whose own distance counts as at least that of neighbouring floats. Above 4 would be a failure.

        | network | compiled | ONNX Runtime | ratio |
        |---|--:|--:|--:|

        """.ReplaceLineEndings("\n")
        + string.Concat(results.Where(result => result.Distances is not null).Select(result => Row(
            result.Network, Error(result.Distances!.Compiled), Error(result.Distances.Ort),
            result.Distances.Ratio.ToString("0.00", CultureInfo.InvariantCulture))));

    private static string Load(double? load) => load is { } number
        ? string.Create(CultureInfo.InvariantCulture, $"{number:0.0} on {Environment.ProcessorCount} processors") : "unknown";

    private static string Row(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    private static string Microseconds(double? time) => time is { } number ? Units.Decimal(number) : None;

    private static string Milliseconds(TimeSpan? time) => time is { } span ? Units.Decimal(span.TotalMilliseconds) : None;

    private static string Error(double error) => error.ToString("0.0e0", CultureInfo.InvariantCulture);
}
