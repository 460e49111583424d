using ModelCompiler.Tool.HtmlReport;

namespace ModelCompiler.Tests.HtmlReport;

public class GraphLayoutTests
{
    [Fact]
    public void AChainIsAStraightLine()
    {
        var layout = LayeredGraph.Place([(0, 1), (1, 2), (2, 3)], 4);
        Assert.Single(layout.Nodes.Select(node => node.Left).Distinct());
        Assert.Equal(layout.Nodes.Select(node => node.Top).Order(), layout.Nodes.Select(node => node.Top));
        Assert.All(layout.Edges, edge => Assert.False(edge.IsLong));
    }

    [Fact]
    public void AnEdgeAroundNodesPassesBesideThem()
    {
        var layout = LayeredGraph.Place([(0, 1), (1, 2), (2, 3), (0, 3)], 4);
        var around = Assert.Single(layout.Edges, edge => edge.IsLong);
        Assert.All(around.Points.Skip(1).SkipLast(1), point => Assert.DoesNotContain(layout.Nodes, node => Covers(node, point)));
    }

    [Fact]
    public void NodesOfALayerDoNotOverlap()
    {
        // Four branches of one node that meet again, some longer than others.
        var layout = LayeredGraph.Place([(0, 1), (0, 2), (0, 3), (0, 4), (2, 5), (3, 6), (1, 7), (5, 7), (6, 7), (4, 7)], 8);
        foreach (var layer in layout.Nodes.GroupBy(node => node.Top))
        {
            var lefts = layer.Select(node => node.Left).Order().ToList();
            Assert.All(lefts.Zip(lefts.Skip(1)), pair => Assert.True(pair.Second - pair.First >= GraphLayout.NodeWidth));
        }

        AssertInside(layout);
    }

    [Fact]
    public void HundredsOfLayersWithManyEdgesArePlaced()
    {
        // Every node reads the five before it, and every tenth one that is a hundred before.
        var edges = Enumerable.Range(0, 400).SelectMany(to => Enumerable.Range(1, 5).Append(to % 10 == 0 ? 100 : 1)
            .Distinct().Where(back => to - back >= 0).Select(back => (to - back, to))).ToList();
        var layout = LayeredGraph.Place(edges, 400);
        Assert.Equal(400, layout.Nodes.Count);
        Assert.Equal(edges.Count, layout.Edges.Count);
        AssertInside(layout);
    }

    private static bool Covers(PlacedNode node, (double X, double Y) point) =>
        point.X > node.Left && point.X < node.Left + GraphLayout.NodeWidth && point.Y >= node.Top && point.Y <= node.Top + GraphLayout.NodeHeight;

    private static void AssertInside(GraphLayout layout)
    {
        Assert.All(layout.Nodes, node =>
        {
            Assert.InRange(node.Left, 0, layout.Width - GraphLayout.NodeWidth);
            Assert.InRange(node.Top, 0, layout.Height - GraphLayout.NodeHeight);
        });
        Assert.All(layout.Edges.SelectMany(edge => edge.Points), point =>
        {
            Assert.InRange(point.X, 0, layout.Width);
            Assert.InRange(point.Y, 0, layout.Height);
        });
    }
}
