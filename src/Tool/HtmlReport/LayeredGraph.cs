namespace ModelCompiler.Tool.HtmlReport;

/// <summary>
/// Places the nodes of a graph in layers from top to bottom (Sugiyama, Tagawa and Toda 1981): a node stands below all that it reads, an edge
/// over several layers takes a place in each of them, so that it passes beside their nodes, and neighbours are brought above each other.
/// </summary>
internal sealed class LayeredGraph
{
    private const double LayerHeight = 60;
    private const double Gap = 22;
    private const double Margin = 12;
    private const int Sweeps = 8;

    // Edges that skip layers take a place in each: beyond so many places a picture is a grey area, and edges are drawn straight.
    private const int MaximumPlaces = 20_000;

    private readonly List<GraphPlace> _places = [];
    private readonly List<List<GraphPlace>> _layers = [];
    private readonly List<List<GraphPlace>> _edges = [];

    private LayeredGraph(IReadOnlyList<(int From, int To)> edges, int count)
    {
        var layerOf = LayersOf(edges, count);
        for (var i = 0; i < count; i++)
            Add(layerOf[i], isNode: true);
        var bends = edges.Sum(edge => (long)layerOf[edge.To] - layerOf[edge.From] - 1) <= MaximumPlaces;
        foreach (var (from, to) in edges)
            Connect(_places[from], _places[to], bends);
        Order();
        Align();
    }

    /// <param name="edges">From nodes to nodes with a larger number.</param>
    /// <param name="count">The number of nodes.</param>
    public static GraphLayout Place(IReadOnlyList<(int From, int To)> edges, int count)
    {
        var graph = new LayeredGraph(edges, count);
        var left = graph._places.Min(place => place.X - (place.Width / 2)) - Margin;
        var right = graph._places.Max(place => place.X + (place.Width / 2)) + Margin;
        return new GraphLayout(
            [.. graph._places.Where(place => place.IsNode).Select(place => new PlacedNode(place.X - (GraphLayout.NodeWidth / 2) - left, Top(place)))],
            [.. graph._edges.Select(edge => new PlacedEdge(edge[^1].Layer > edge[0].Layer + 1, Points(edge, left)))],
            right - left, (graph._layers.Count * LayerHeight) - (LayerHeight - GraphLayout.NodeHeight) + (2 * Margin));
    }

    private static double Top(GraphPlace place) => Margin + (place.Layer * LayerHeight);

    /// <summary>From below the first node to above the last; through the others along their whole height.</summary>
    private static List<(double X, double Y)> Points(List<GraphPlace> edge, double left)
    {
        var points = new List<(double X, double Y)>();
        for (var i = 0; i < edge.Count; i++)
        {
            if (i > 0)
                points.Add((edge[i].X - left, Top(edge[i])));
            if (i < edge.Count - 1)
                points.Add((edge[i].X - left, Top(edge[i]) + GraphLayout.NodeHeight));
        }

        return points;
    }

    private static int[] LayersOf(IReadOnlyList<(int From, int To)> edges, int count)
    {
        var layers = new int[count];
        foreach (var (from, to) in edges.OrderBy(edge => edge.To))
            layers[to] = Math.Max(layers[to], layers[from] + 1);
        return layers;
    }

    private GraphPlace Add(int layer, bool isNode)
    {
        while (_layers.Count <= layer)
            _layers.Add([]);
        var place = new GraphPlace(layer, isNode) { Order = _layers[layer].Count };
        _layers[layer].Add(place);
        _places.Add(place);
        return place;
    }

    private void Connect(GraphPlace from, GraphPlace to, bool bends)
    {
        var edge = new List<GraphPlace> { from };
        for (var layer = from.Layer + 1; layer < to.Layer && bends; layer++)
            edge.Add(Add(layer, isNode: false));
        edge.Add(to);
        _edges.Add(edge);
        for (var i = 1; i < edge.Count; i++)
        {
            edge[i - 1].Below.Add(edge[i]);
            edge[i].Above.Add(edge[i - 1]);
        }
    }

    /// <summary>Orders each layer by the mean places of its neighbours, downwards and upwards in turn, which removes most crossings.</summary>
    private void Order()
    {
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isDown = sweep % 2 == 0;
            foreach (var layer in isDown ? _layers : Enumerable.Reverse(_layers))
            {
                var wishes = layer.ToDictionary(place => place, place => place.Neighbours(isDown) is { Count: > 0 } neighbours
                    ? neighbours.Average(neighbour => (double)neighbour.Order) : place.Order);
                layer.Sort((a, b) => wishes[a] != wishes[b] ? wishes[a].CompareTo(wishes[b]) : a.Order.CompareTo(b.Order));
                for (var i = 0; i < layer.Count; i++)
                    layer[i].Order = i;
            }
        }
    }

    /// <summary>Moves each layer as near below, and above, its neighbours as the widths of its places allow.</summary>
    private void Align()
    {
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isDown = sweep % 2 == 0;
            foreach (var layer in isDown ? _layers : Enumerable.Reverse(_layers))
                Spacing.Apply(layer, [.. layer.Select(place => place.Neighbours(isDown) is { Count: > 0 } neighbours
                    ? neighbours.Average(neighbour => neighbour.X) : place.X)], Gap);
        }
    }
}
