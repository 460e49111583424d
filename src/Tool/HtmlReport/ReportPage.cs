using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Emit;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.HtmlReport;

/// <summary>
/// The page as a whole. It is one file that loads nothing and runs nothing: style and pictures stand in it. It is well-formed XML, and the
/// same for the same model.
/// </summary>
internal static class ReportPage
{
    private static readonly Lazy<string> Style = new(() =>
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("ModelCompiler.Tool.report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    });

    public static string Print(ReportFacts facts) => Html.Of(
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>{facts.Plan.Name}</title>
        <style>
        {Html.Verbatim(Style.Value)}</style>
        </head>
        <body>
        <header>
        <h1>{facts.Plan.Name}</h1>
        <p>{Ports(facts)}</p>
        <nav><a href="#layers">Layers</a> <a href="#graph">Graph</a> <a href="#arena">Arena</a> <a href="#weights">Weights</a> <a href="#notes">Notes</a></nav>
        </header>
        <main>
        {Totals(facts)}
        {LayerSection.Print(facts)}
        {GraphSection.Print(facts.Plan)}
        {ArenaSection.Print(facts.Plan)}
        {WeightSection.Print(facts.Plan)}
        {Notes(facts)}
        </main>
        </body>
        </html>

        """).ToString();

    private static string Ports(ReportFacts facts)
    {
        var surface = new ModelSurface(facts.Plan.Inputs, facts.Plan.Outputs);
        return $"{List(surface.Inputs)} → {List(surface.Outputs)}";

        static string List(IEnumerable<SurfacePort> ports) =>
            string.Join(", ", ports.Select(port => $"{port.Port.Name} {port.Element} {port.ShapeText}"));
    }

    private static Html Totals(ReportFacts facts)
    {
        var plan = facts.Plan;
        return Html.Of(
            $"""
            <dl class="totals">
            {Total("parameters", Units.Count(plan.ParameterCount))}
            {Total("multiply-adds", Units.Count(plan.Macs))}
            {Total("weights", Units.Bytes(plan.WeightBytes))}
            {Total("arena", Units.Bytes(plan.ArenaBytes))}
            {Total("at least alive", Units.Bytes(plan.ArenaLowerBoundBytes))}
            {Total("predicted", Units.Microseconds(facts.PredictedMicroseconds))}
            {(facts.Profile is null ? Html.Empty : Total("measured", Units.Microseconds(facts.MeasuredMicroseconds)))}
            </dl>
            """);
    }

    private static Html Total(string name, string value) => Html.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static Html Notes(ReportFacts facts) => Html.Of(
        $"""
        <section id="notes">
        <h2>Notes</h2>
        <ul>
        <li>Algorithms were chosen for the target <code>{CompilationTargets.NameOf(facts.Target)}</code>; predicted times are those of its machine, on one thread.</li>
        {Measured(facts)}
        <li>Multiply-adds are those of the layer's definition, whatever the algorithm.</li>
        <li>The receptive field is the part of the input that one element of the result depends on, borders included.</li>
        <li>The error is that of float arithmetic within the layer, before its activation, relative to its results: the root mean square that is to be expected where values and weights are as often negative as positive. The bound holds always, relative to the number of terms times the largest weight times the largest value.</li>
        <li>The fingerprint of the plan is <code>{facts.Plan.Fingerprint}</code>; equal plans have equal ones.</li>
        </ul>
        </section>
        """);

    private static Html Measured(ReportFacts facts) => facts.Profile is null ? Html.Empty : Html.Of(
        $"<li>Measured times are the least of {Units.Count(facts.Profile.Runs)} runs on random inputs, step by step; the mean run took {Units.Microseconds(facts.Profile.MeanMicroseconds)}.</li>");
}
