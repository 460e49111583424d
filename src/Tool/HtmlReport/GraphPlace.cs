namespace ModelCompiler.Tool.HtmlReport;

/// <summary>A place in a layer of a picture: of a node, or of an edge that passes by.</summary>
internal sealed class GraphPlace(int layer, bool isNode)
{
    private const double EdgeWidth = 10;

    public int Layer => layer;

    public bool IsNode => isNode;

    public double Width => isNode ? GraphLayout.NodeWidth : EdgeWidth;

    /// <summary>The number of places left of it.</summary>
    public int Order { get; set; }

    /// <summary>The middle.</summary>
    public double X { get; set; }

    public List<GraphPlace> Above { get; } = [];

    public List<GraphPlace> Below { get; } = [];

    public List<GraphPlace> Neighbours(bool above) => above ? Above : Below;
}
