using System.Globalization;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.HtmlReport;

/// <summary>The table of layers.</summary>
internal static class LayerSection
{
    public static Html Print(ReportFacts facts)
    {
        var longest = facts.Plan.Layers.Select(layer => Math.Max(layer.PredictedNanoseconds / 1000.0, facts.MeasuredOf(layer)))
            .Append(facts.PredictedBeside).Append(facts.MeasuredBeside).Max();
        return Html.Of(
            $"""
            <section id="layers">
            <h2>Layers</h2>
            <p>In the order of computation. Batch normalisations, activations, paddings and sums that became part of another layer have no row.</p>
            <div class="scroll">
            <table>
            <thead>
            <tr><th scope="col">layer</th><th scope="col">output</th><th scope="col" class="n">parameters</th><th scope="col" class="n">multiply-adds</th><th scope="col" class="n">field</th><th scope="col">algorithm</th><th scope="col">time</th><th scope="col" class="n">error</th></tr>
            </thead>
            <tbody>
            {Html.Lines(facts.Plan.Layers.Select(layer => Row(layer, facts, longest)))}
            </tbody>
            <tfoot>
            <tr><th scope="row">copies and borders</th><td></td><td></td><td></td><td></td><td></td><td>{Times(facts.PredictedBeside, facts.Profile is null ? null : facts.MeasuredBeside, longest)}</td><td></td></tr>
            <tr><th scope="row">total</th><td></td><td class="n">{Units.Count(facts.Plan.ParameterCount)}</td><td class="n">{Units.Count(facts.Plan.Macs)}</td><td></td><td></td><td>{Sum(facts)}</td><td></td></tr>
            </tfoot>
            </table>
            </div>
            </section>
            """);
    }

    private static Html Row(LayerReport layer, ReportFacts facts, double longest) => Html.Of(
        $"""
        <tr><th scope="row">{layer.Name}<small>{layer.Operator}</small></th><td>{layer.OutputShape.ToString()}</td><td class="n">{Units.Count(layer.Parameters)}</td><td class="n">{Units.Count(layer.Macs)}</td><td class="n">{layer.ReceptiveField.Describe()}</td><td>{layer.Algorithm}{Reason(layer)}</td><td>{Times(layer.PredictedNanoseconds / 1000.0, facts.Profile is null ? null : facts.MeasuredOf(layer), longest)}</td><td class="n">{Error(layer)}</td></tr>
        """);

    private static Html Reason(LayerReport layer) => layer.Choice switch
    {
        null => Html.Empty,
        { RunnerUp.Length: 0 } => Html.Of($"<small>the only one for its shape</small>"),
        { IsRequested: true } choice => Html.Of($"<small>asked for, {Time(choice.Nanoseconds)}; else {choice.RunnerUp}, {Time(choice.RunnerUpNanoseconds)}</small>"),
        var choice => Html.Of($"<small>{Time(choice.Nanoseconds)}; second {choice.RunnerUp}, {Time(choice.RunnerUpNanoseconds)}</small>"),
    };

    private static string Time(long nanoseconds) => Units.Microseconds(nanoseconds / 1000.0);

    private static Html Times(double predicted, double? measured, double longest) => Html.Of(
        $"{Bar("predicted", predicted, longest)}{(measured is { } time ? Bar("measured", time, longest) : Html.Empty)}");

    private static Html Bar(string kind, double microseconds, double longest) => microseconds <= 0 ? Html.Empty : Html.Of(
        $"""<div class="bar {kind}" title="{kind}"><i style="width:{100 * microseconds / longest}%"></i><span>{Units.Microseconds(microseconds)}</span></div>""");

    private static Html Sum(ReportFacts facts) => Html.Of(
        $"{Units.Microseconds(facts.PredictedMicroseconds)} predicted{(facts.Profile is null ? "" : $", {Units.Microseconds(facts.MeasuredMicroseconds)} measured")}");

    private static Html Error(LayerReport layer) => layer.Rounding switch
    {
        null => Html.Empty,
        { Bound: 0 } => Html.Of($"exact"),
        var error => Html.Of($"""{Scientific(error.Estimate)}<small title="no element is off by more">≤ {Scientific(error.Bound)}</small>"""),
    };

    private static string Scientific(double number) => number.ToString("0.0e-0", CultureInfo.InvariantCulture);
}
