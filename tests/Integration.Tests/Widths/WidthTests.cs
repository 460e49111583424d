using System.Diagnostics;

namespace ModelCompiler.Tests.Widths;

/// <summary>
/// The same tests in a process whose JIT knows fewer instructions: 256-bit vectors, 128-bit ones without fused multiply-add, none
/// at all. Generated code dispatches on what the hardware offers, so each takes another path.
/// </summary>
public class WidthTests
{
    /// <summary>Marks the representative tests that run at every width.</summary>
    public const string Trait = "EveryWidth";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task RepresentativeTestsPassWithout(string instructions)
    {
        // Started through the host that runs this test: "dotnet" itself when the tests run by dotnet test, else the executable.
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
            start.ArgumentList.Add(typeof(WidthTests).Assembly.Location);
        foreach (var argument in (string[])["-trait", $"{Trait}=true", "-noColor"])
            start.ArgumentList.Add(argument);
        start.Environment[instructions] = "0";

        using var process = Process.Start(start)!;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Limit);
        var errors = process.StandardError.ReadToEndAsync(timeout.Token);
        var report = await process.StandardOutput.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        Assert.True(process.ExitCode == 0, $"{instructions}=0: {report}\n{await errors}");
        Assert.Matches(@"Total: [1-9]\d*, Errors: 0, Failed: 0, Skipped: 0", report);
    }
}
