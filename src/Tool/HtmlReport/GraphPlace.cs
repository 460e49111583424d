namespace ModelCompiler.Tool.HtmlReport;

/// <summary>A place in a layer of a picture: of a node, or of an edge that passes by.</summary>
internal sealed class GraphPlace(int layer, bool isNode)
{
    private const double EdgeWidth = 10;

    public int Layer => layer;

    public bool IsNode => isNode;

    public double Width => isNode ? GraphLayout.NodeWidth : EdgeWidth;

    /// <summary>How much it counts that the place gets where it wants to be: edges that pass by make way for nodes.</summary>
    public double Weight => isNode ? 1000 : 1;

    /// <summary>The number of places left of it.</summary>
    public int Order { get; set; }

    /// <summary>The middle.</summary>
    public double X { get; set; }

    public List<GraphPlace> Above { get; } = [];

    public List<GraphPlace> Below { get; } = [];

    public List<GraphPlace> Neighbours(bool above) => above ? Above : Below;

    /// <summary>
    /// Those that it is to be aligned with: bends of an edge with each other, and a node with the only one, so that chains are straight; where
    /// several meet it stands in their middle.
    /// </summary>
    public IReadOnlyList<GraphPlace> Anchors(bool above)
    {
        var neighbours = Neighbours(above);
        var alike = neighbours.FindAll(place => place.IsNode == isNode);
        return alike.Count == 1 ? alike : neighbours;
    }
}
