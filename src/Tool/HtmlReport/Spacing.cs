namespace ModelCompiler.Tool.HtmlReport;

/// <summary>
/// Puts the places of a layer side by side in their order, with the least sum of squares of the distances from where they want to
/// be: places that would overlap form a group, which moves as one to its mean (pool adjacent violators).
/// </summary>
internal static class Spacing
{
    public static void Apply(IReadOnlyList<GraphPlace> layer, IReadOnlyList<double> wishes, double gap)
    {
        var offsets = new double[layer.Count];
        for (var i = 1; i < layer.Count; i++)
            offsets[i] = offsets[i - 1] + ((layer[i - 1].Width + layer[i].Width) / 2) + gap;
        var groups = new List<(double Sum, int Count)>();
        for (var i = 0; i < layer.Count; i++)
        {
            var group = (Sum: wishes[i] - offsets[i], Count: 1);
            while (groups.Count > 0 && groups[^1].Sum / groups[^1].Count >= group.Sum / group.Count)
            {
                group = (group.Sum + groups[^1].Sum, group.Count + groups[^1].Count);
                groups.RemoveAt(groups.Count - 1);
            }

            groups.Add(group);
        }

        var next = 0;
        foreach (var (sum, count) in groups)
            for (var i = 0; i < count; i++, next++)
                layer[next].X = (sum / count) + offsets[next];
    }
}
