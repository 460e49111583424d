namespace ModelCompiler.Tests.Widths;

/// <summary>
/// The same tests in a process whose JIT knows fewer instructions: 256-bit vectors, 128-bit ones without fused multiply-add, none
/// at all. Generated code dispatches on what the hardware offers, so each takes another path.
/// </summary>
public class WidthTests
{
    /// <summary>Marks the representative tests that run at every width.</summary>
    public const string Trait = "EveryWidth";

    // The first one is on anyway: this process takes the path of the machine itself, but beside inaccessible pages.
    [Theory]
    [InlineData("DOTNET_EnableAVX512", "1")]
    [InlineData("DOTNET_EnableAVX512", "0")]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0")]
    public async Task RepresentativeTestsPassWith(string instructions, string setting)
    {
        var (exitCode, report) = await TestProcess.Run(Trait, (instructions, setting));
        Assert.True(exitCode == 0, $"{instructions}={setting}: {report}");
        Assert.Matches(@"Total: [1-9]\d*, Errors: 0, Failed: 0, Skipped: 0", report);
    }
}
