using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Tool.HtmlReport;

/// <summary>The graph as a picture: what reads what, from top to bottom.</summary>
internal static class GraphSection
{
    private const int NameLength = 24;

    public static Html Print(ExecutionPlan plan)
    {
        var layout = LayeredGraph.Place(Edges(plan), plan.Inputs.Count + plan.Layers.Count);
        return Html.Of(
            $"""
            <section id="graph">
            <h2>Graph</h2>
            <p>Layers as they are computed, with what they read. Lines that pass by layers, such as those around residual blocks, are dashed.</p>
            <div class="scroll tall">
            <svg class="graph" viewBox="0 0 {layout.Width} {layout.Height}" width="{layout.Width}" height="{layout.Height}" role="img" aria-label="The layers and what they read">
            {Html.Lines(layout.Edges.Select(Edge))}
            {Html.Lines(layout.Nodes.Select((place, i) => Node(plan, i, place)))}
            </svg>
            </div>
            </section>
            """);
    }

    /// <summary>Inputs first, then layers.</summary>
    private static IReadOnlyList<(int From, int To)> Edges(ExecutionPlan plan) =>
        [.. plan.Layers.SelectMany((layer, i) => layer.Sources.Select(source =>
            (source < 0 ? -1 - source : plan.Inputs.Count + source, plan.Inputs.Count + i)))];

    private static Html Node(ExecutionPlan plan, int index, PlacedNode place)
    {
        var (name, line, kind) = index < plan.Inputs.Count
            ? (plan.Inputs[index].Name, plan.Inputs[index].Type.Shape.ToString(), "input")
            : Describe(plan.Layers[index - plan.Inputs.Count]);
        return Html.Of(
            $"""<g class="node {kind}"><rect x="{place.Left}" y="{place.Top}" width="{GraphLayout.NodeWidth}" height="{GraphLayout.NodeHeight}" rx="5" /><title>{name}: {line}</title><text x="{place.Left + 10}" y="{place.Top + 16}">{Shortened.To(name, NameLength)}</text><text class="detail" x="{place.Left + 10}" y="{place.Top + 30}">{Shortened.To(line, NameLength + 6)}</text></g>""");
    }

    private static (string Name, string Line, string Kind) Describe(LayerReport layer) =>
        (layer.Name, $"{layer.Operator} {layer.OutputShape}", KindOf(layer.Operator));

    private static string KindOf(string @operator) => @operator switch
    {
        "Conv" or "ConvTranspose" => "convolution",
        "Gemm" or "MatMul" => "dense",
        "MaxPool" or "AveragePool" or "GlobalAveragePool" or "GlobalMaxPool" => "pool",
        "Reshape" or "Concat" or "Pad" or "Identity" or "Transpose" or "Slice" or "Split" or "Flatten" => "movement",
        _ => "elementwise",
    };

    private static Html Edge(PlacedEdge edge) => Html.Of($"""<path class="{(edge.IsLong ? "edge long" : "edge")}" d="{Path(edge.Points)}" />""");

    /// <summary>A curve that leaves and enters every point vertically.</summary>
    private static Html Path(IReadOnlyList<(double X, double Y)> points)
    {
        var path = Html.Of($"M{points[0].X} {points[0].Y}");
        for (var i = 1; i < points.Count; i++)
        {
            var ((x0, y0), (x1, y1)) = (points[i - 1], points[i]);
            path = x0 == x1
                ? Html.Of($"{path}V{y1}")
                : Html.Of($"{path}C{x0} {(y0 + y1) / 2} {x1} {(y0 + y1) / 2} {x1} {y1}");
        }

        return path;
    }
}
