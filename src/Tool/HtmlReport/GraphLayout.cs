namespace ModelCompiler.Tool.HtmlReport;

/// <summary>Where the nodes and edges of a graph are drawn.</summary>
/// <param name="Nodes">By number.</param>
internal sealed record GraphLayout(IReadOnlyList<PlacedNode> Nodes, IReadOnlyList<PlacedEdge> Edges, double Width, double Height)
{
    public const double NodeWidth = 190;
    public const double NodeHeight = 38;
}

/// <summary>A node with its upper left corner.</summary>
internal sealed record PlacedNode(double Left, double Top);

/// <summary>An edge with the points that it goes through.</summary>
/// <param name="IsLong">Whether it passes by layers.</param>
internal sealed record PlacedEdge(bool IsLong, IReadOnlyList<(double X, double Y)> Points);
