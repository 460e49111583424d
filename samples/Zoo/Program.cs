using System.Globalization;
using Zoo;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// The networks with more weights are compared with what is published, but not run: all of them at once take 6 GB.
const string Limit = "--run-up-to";
var limit = long.MaxValue;
var names = args.ToList();
if (names.IndexOf(Limit) is >= 0 and var place)
{
    if (place + 1 == names.Count || !long.TryParse(names[place + 1], NumberStyles.None, CultureInfo.InvariantCulture, out limit))
        return Mistake($"{Limit} needs a number of weights.");
    names.RemoveRange(place, 2);
}

var unknown = names.Where(name => ZooNetwork.All.All(network => network.Name != name)).ToList();
if (unknown.Count > 0)
    return Mistake($"There is no network {Join(unknown)}; there is {Join(ZooNetwork.All.Select(network => network.Name))}.");

var row = "{0,-22} {1,12} {2,21} {3,15} {4,9} {5,11} {6,6} {7,9} {8,9} {9,9} {10,8}  {11}";
Console.WriteLine(
    row, "network", "weights", "published", "MACs", "published", "arena bytes", "ratio", "start ms", "min ms", "median ms", "GMAC/s",
    "published by");
var wrong = 0;
foreach (var network in ZooNetwork.All.Where(network => names.Count == 0 || names.Contains(network.Name)))
{
    var (info, published) = (network.Info, network.Published);
    var measured = info.Parameters <= limit ? Measurement.Of(network) : null;
    Console.WriteLine(
        row, network.Name, Number(info.Parameters),
        Number(published.Parameters) + (published.Uncounted == 0 ? "" : " + " + Number(published.Uncounted)),
        Number(info.Macs), published.Macs, Number(info.ArenaBytes), Ratio(info.ArenaBytes, info.ArenaLowerBoundBytes),
        Time(measured?.Start, "N0"), Time(measured?.Minimum, "N3"), Time(measured?.Median, "N3"),
        measured is null ? "" : (info.Macs / measured.Minimum.TotalSeconds / 1e9).ToString("N1"), published.Source);
    var mistake = info.Parameters != published.Weights ? "another number of weights"
        : measured is { IsFinite: false } ? "outputs that are no numbers" : null;
    if (mistake is null)
        continue;
    Console.Error.WriteLine($"{network.Name} has {mistake}.");
    wrong++;
}

return wrong == 0 ? 0 : 1;

static int Mistake(string text)
{
    Console.Error.WriteLine(text);
    return 2;
}

static string Join(IEnumerable<string> names) => string.Join(", ", names);

static string Number(long value) => value.ToString("N0");

static string Time(TimeSpan? time, string format) => time is { } known ? known.TotalMilliseconds.ToString(format) : "";

static string Ratio(long bytes, long bound) => ((double)bytes / bound).ToString("N2");
