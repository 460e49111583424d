using System.Xml.Linq;

namespace ModelCompiler.Tests.HtmlReport;

/// <summary>The page that <c>modelc report</c> writes, by its structure: it is well-formed XML.</summary>
public sealed class ReportTests : IDisposable
{
    private const string Residual = """
        { "name": "Block", "layers": [
          { "type": "Input", "name": "x", "shape": [32, 24, 24] },
          { "type": "Conv2D", "name": "a", "filters": 32, "kernel": 3, "pads": 1, "activation": "ReLU" },
          { "type": "Conv2D", "name": "b", "filters": 32, "kernel": 3, "pads": 1, "algorithm": "Winograd2x2" },
          { "type": "Add", "name": "sum", "from": ["b", "x"] },
          { "type": "GlobalAveragePool" }, { "type": "Flatten" }, { "type": "Dense", "name": "fc", "units": 10 }
        ] }
        """;

    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void ThePageHasWhatInspectPrints()
    {
        var page = Report(ModelFiles.LeNet5);
        Assert.Equal("LeNet5", page.Descendants("h1").Single().Value);
        Assert.Equal(["Layers", "Graph", "Arena", "Weights", "Notes"], page.Descendants("h2").Select(heading => heading.Value));
        var rows = Section(page, "layers").Descendants("tbody").Single().Elements("tr").ToList();
        Assert.Equal(9, rows.Count);
        Assert.Equal(
            ["conv2Conv", "[1, 16, 10, 10]", "2,416", "240,000", "14×14"], rows[2].Elements().Take(5).Select(cell => cell.Value));
        Assert.Contains("direct", rows[2].Elements().ElementAt(5).Value);
        Assert.Contains("e-7", rows[2].Elements().Last().Value);
        var totals = page.Descendants("dl").Single().Value;
        Assert.Contains("61,706", totals);
        Assert.Contains("416,520", totals);
    }

    [Fact]
    public void ThePageLoadsAndRunsNothing()
    {
        var page = Report(_tool.WriteText("block.json", Residual), "--random-weights", "1", "--measure", "--seconds", "0.05");
        Assert.Empty(page.Descendants("script"));
        Assert.Empty(page.Descendants("link"));
        Assert.Empty(page.Descendants("img"));
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute =>
            attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name.LocalName is "src"
            || (attribute.Name == "href" && !attribute.Value.StartsWith('#')));
        var style = page.Descendants("style").Single().Value;
        Assert.DoesNotContain("url(", style);
        Assert.DoesNotContain("@import", style);
        Assert.Contains("prefers-color-scheme: dark", style);
        Assert.Contains("width=device-width", page.Descendants("meta").Attributes("content").Select(content => content.Value).Aggregate(string.Concat));
    }

    [Fact]
    public void TheGraphShowsLayersInputsAndResiduals()
    {
        var graph = Section(Report(_tool.WriteText("block.json", Residual)), "graph");
        // The sum became part of the second convolution, which reads the input beside the first one.
        Assert.Equal(
            ["x", "a", "b"], graph.Descendants("g").Select(node => node.Element("text")!.Value).Take(3));
        Assert.Equal(["node input", "node convolution", "node convolution"], graph.Descendants("g").Take(3).Select(Class));
        Assert.Equal(1, graph.Descendants("path").Count(path => Class(path) == "edge long"));
    }

    [Fact]
    public void AlgorithmsHaveTheirReason()
    {
        var rows = Section(Report(_tool.WriteText("block.json", Residual)), "layers").Descendants("tbody").Single().Elements("tr")
            .ToDictionary(row => row.Element("th")!.FirstNode!.ToString(), row => row.Elements().ElementAt(5).Value);
        Assert.Matches(@"^Winograd F\(4×4,3×3\)[\d,.]+ µs; second .+, [\d,.]+ µs$", rows["a"]);
        Assert.Matches(@"^Winograd F\(2×2,3×3\)asked for, [\d,.]+ µs; else .+, [\d,.]+ µs$", rows["b"]);
    }

    [Fact]
    public void TheArenaShowsEveryBuffer()
    {
        var arena = Section(Report(_tool.WriteText("block.json", Residual)), "arena");
        var titles = arena.Descendants("title").Select(title => title.Value).ToList();
        Assert.Contains(titles, title => title.StartsWith("scratch of a: ", StringComparison.Ordinal));
        Assert.Contains(titles, title => title.StartsWith("x, b: ", StringComparison.Ordinal));
        Assert.Single(arena.Descendants("rect"), rectangle => Class(rectangle) == "peak");
        var (width, height) = (Number(arena.Descendants("svg").Single(), "width"), Number(arena.Descendants("svg").Single(), "height"));
        Assert.All(arena.Descendants("rect"), rectangle =>
        {
            Assert.InRange(Number(rectangle, "x") + Number(rectangle, "width"), 0, width);
            Assert.InRange(Number(rectangle, "y") + Number(rectangle, "height"), 0, height);
        });
    }

    [Fact]
    public void MeasuredTimesStandBesidePredictedOnes()
    {
        var model = _tool.WriteText("block.json", Residual);
        Assert.DoesNotContain(Report(model, "--random-weights", "1").Descendants("div"), bar => Class(bar) == "bar measured");
        var page = Report(model, "--random-weights", "1", "--measure", "--seconds", "0.05");
        var rows = Section(page, "layers").Descendants("tbody").Single().Elements("tr").Where(row => row.Element("th")!.Value is "aConv" or "bConv").ToList();
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Equal(["bar predicted", "bar measured"], row.Descendants("div").Select(Class)));
        Assert.Contains("runs on random inputs", Section(page, "notes").Value);
    }

    [Fact]
    public void ThePageIsTheSameForTheSameModel()
    {
        Report(ModelFiles.LeNet5);
        var first = File.ReadAllText(_tool.PathOf("report.html"));
        Report(ModelFiles.LeNet5);
        Assert.Equal(first, File.ReadAllText(_tool.PathOf("report.html")));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onload=\"alert(1)")]
    [InlineData("' & &lt;b&gt; ]]>")]
    [InlineData("--></style></svg><img src=x>")]
    [InlineData("\u0000\u0007\u202Eabc\uD83D")]
    public void NamesAreText(string name)
    {
        var model = System.Text.Json.JsonSerializer.Serialize(new
        {
            name,
            layers = new object[]
            {
                new { type = "Input", name = "i" + name, shape = new[] { 16, 12, 12 } },
                new { type = "Conv2D", name = "c" + name, filters = 16, kernel = 3, algorithm = "Winograd2x2" },
            },
        });
        var page = Report(_tool.WriteText("hostile.json", model));
        var plain = Report(_tool.WriteText("plain.json", model.Replace(System.Text.Json.JsonSerializer.Serialize(name).Trim('"'), "name", StringComparison.Ordinal)));
        Assert.Equal(plain.Descendants().Select(element => element.Name), page.Descendants().Select(element => element.Name));
        Assert.Equal(
            plain.Descendants().Attributes().Select(attribute => attribute.Name), page.Descendants().Attributes().Select(attribute => attribute.Name));
    }

    [Fact]
    public void AModelBeyondItsBudgetIsShownAllTheSame()
    {
        var model = _tool.WriteText("big.json", Residual.Replace("\"name\": \"Block\"", "\"maxMacs\": 10", StringComparison.Ordinal));
        var (exitCode, _, errors) = ToolRun.Run("report", model, "-o", _tool.PathOf("report.html"));
        Assert.Equal(1, exitCode);
        Assert.Contains("error MC0042", Assert.Single(errors));
        Assert.True(File.Exists(_tool.PathOf("report.html")));
    }

    [Fact]
    public void MeasuringTakesWeights()
    {
        var (exitCode, _, errors) = ToolRun.Run("report", _tool.WriteText("block.json", Residual), "--measure", "-o", _tool.PathOf("none.html"));
        Assert.Equal(1, exitCode);
        Assert.Contains("MC0332", Assert.Single(errors));
        Assert.False(File.Exists(_tool.PathOf("none.html")));
    }

    private XDocument Report(params string[] arguments)
    {
        var (exitCode, _, errors) = ToolRun.Run(["report", .. arguments, "-o", _tool.PathOf("report.html")]);
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        return XDocument.Load(_tool.PathOf("report.html"));
    }

    private static XElement Section(XDocument page, string id) =>
        page.Descendants("section").Single(section => section.Attribute("id")!.Value == id);

    private static string Class(XElement element) => element.Attribute("class")?.Value ?? "";

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, System.Globalization.CultureInfo.InvariantCulture);
}
