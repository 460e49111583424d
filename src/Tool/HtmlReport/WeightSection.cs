using ModelCompiler.Compiler.Plan;
using ModelCompiler.Tool.Reporting;

namespace ModelCompiler.Tool.HtmlReport;

/// <summary>Which layers the weights belong to, the largest first.</summary>
internal static class WeightSection
{
    private const int Shown = 25;

    public static Html Print(ExecutionPlan plan)
    {
        var layers = plan.Layers.Where(layer => layer.WeightBytes > 0).OrderByDescending(layer => layer.WeightBytes).ToList();
        return Html.Of(
            $"""
            <section id="weights">
            <h2>Weights</h2>
            <p>{Units.Bytes(plan.WeightBytes)} as the kernels read them, shared by all instances: {Units.Count(plan.ParameterCount)} parameters of 4 bytes, with channels filled up to whole blocks, and transformed filters where Winograd’s algorithm computes.</p>
            <table class="bars"><tbody>
            {Html.Lines(layers.Take(Shown).Select(layer => Row(layer.Name, layer.WeightBytes, layers[0].WeightBytes)))}
            {Rest(layers)}
            </tbody></table>
            </section>
            """);
    }

    private static Html Rest(List<LayerReport> layers) => layers.Count <= Shown ? Html.Empty
        : Row($"{layers.Count - Shown} others", layers.Skip(Shown).Sum(layer => layer.WeightBytes), layers[0].WeightBytes);

    private static Html Row(string name, long bytes, long most) => Html.Of(
        $"""<tr><th scope="row">{name}</th><td><div class="bar weight"><i style="width:{Math.Min(100.0, 100.0 * bytes / most)}%"></i><span>{Units.Bytes(bytes)}</span></div></td></tr>""");
}
