using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ModelCompiler.Tests.HtmlReport;

/// <summary>The page as a browser shows it. Where there is no Chromium on the path, the tests are skipped and say so.</summary>
public sealed partial class ChromiumTests : IDisposable
{
    private const int PhoneWidth = 390;

    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome"];

    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task TheBrowserReadsTheElementsThatWereWritten()
    {
        var page = Report();
        var dom = await Chromium("--dump-dom", page);
        foreach (var element in XDocument.Load(page).Descendants().Select(element => element.Name.LocalName).GroupBy(name => name))
            Assert.Equal(element.Count(), Regex.Count(dom, $"<{element.Key}[ >]"));
    }

    [Fact]
    public async Task APhoneShowsThePageWithoutScrollingSideways()
    {
        var page = Report();
        var measured = Policy().Replace(File.ReadAllText(page), "")
            .Replace("</body>", "<script>document.title = document.documentElement.scrollWidth;</script></body>", StringComparison.Ordinal);
        var dom = await Chromium("--dump-dom", _tool.WriteText("measured.html", measured), $"--window-size={PhoneWidth},800");
        Assert.Contains($"<title>{PhoneWidth}</title>", dom);
    }

    [Fact]
    public async Task LightAndDarkDiffer()
    {
        var page = Report();
        var (light, dark) = (_tool.PathOf("light.png"), _tool.PathOf("dark.png"));
        await Chromium("--screenshot=" + light, page, "--blink-settings=preferredColorScheme=1");
        await Chromium("--screenshot=" + dark, page, "--blink-settings=preferredColorScheme=0");
        Assert.NotEqual(File.ReadAllBytes(light), File.ReadAllBytes(dark));
    }

    private string Report()
    {
        var page = _tool.PathOf("report.html");
        Assert.Equal(0, ToolRun.Run("report", ModelFiles.LeNet5, "-o", page).ExitCode);
        return page;
    }

    private async Task<string> Chromium(string action, string page, params string[] options)
    {
        var browser = Names.SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))).FirstOrDefault(File.Exists);
        Assert.SkipWhen(browser is null, $"There is no Chromium on the path: none of {string.Join(", ", Names)}.");
        var start = new ProcessStartInfo(browser!) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The page is our own, and containers often have no sandbox.
        foreach (var argument in (string[])["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", $"--user-data-dir={_tool.PathOf("profile")}", action, .. options, new Uri(page).AbsoluteUri])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>")]
    private static partial Regex Policy();
}
