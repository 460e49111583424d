using System.Globalization;
using Zoo;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var unknown = args.Where(name => ZooNetwork.All.All(network => network.Name != name)).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"There is no network {string.Join(", ", unknown)}; there is {string.Join(", ", ZooNetwork.All.Select(network => network.Name))}.");
    return 2;
}

var row = "{0,-22} {1,12} {2,21} {3,15} {4,9} {5,11} {6,6} {7,9} {8,9} {9,8}  {10}";
Console.WriteLine(row, "network", "weights", "published", "MACs", "published", "arena bytes", "ratio", "start ms", "run ms", "GMAC/s", "published by");
var wrong = 0;
foreach (var network in ZooNetwork.All.Where(network => args.Length == 0 || args.Contains(network.Name)))
{
    var (info, published) = (network.Info, network.Published);
    var measured = Measurement.Of(network);
    Console.WriteLine(
        row, network.Name, Number(info.Parameters),
        Number(published.Parameters) + (published.Statistics == 0 ? "" : " + " + Number(published.Statistics)),
        Number(info.Macs), published.Macs, Number(info.ArenaBytes), Ratio(info.ArenaBytes, info.ArenaLowerBoundBytes),
        measured.Start.TotalMilliseconds.ToString("N0"), measured.Median.TotalMilliseconds.ToString("N3"),
        (info.Macs / measured.Median.TotalSeconds / 1e9).ToString("N1"), published.Source);
    if (info.Parameters != published.Weights || !measured.IsFinite)
    {
        Console.Error.WriteLine($"{network.Name} has {(measured.IsFinite ? "another number of weights" : "outputs that are no numbers")}.");
        wrong++;
    }
}

return wrong == 0 ? 0 : 1;

static string Number(long value) => value.ToString("N0");

static string Ratio(long bytes, long bound) => ((double)bytes / bound).ToString("N2");
