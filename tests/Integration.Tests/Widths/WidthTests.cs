namespace ModelCompiler.Tests.Widths;

/// <summary>
/// The same tests in a process whose JIT knows fewer instructions: 256-bit vectors, 128-bit ones without fused multiply-add, none
/// at all. Generated code dispatches on what the hardware offers, so each takes another path.
/// </summary>
public class WidthTests
{
    /// <summary>Marks the representative tests that run at every width.</summary>
    public const string Trait = "EveryWidth";

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task RepresentativeTestsPassWithout(string instructions)
    {
        var (exitCode, report) = await TestProcess.Run(Trait, (instructions, "0"));
        Assert.True(exitCode == 0, $"{instructions}=0: {report}");
        Assert.Matches(@"Total: [1-9]\d*, Errors: 0, Failed: 0, Skipped: 0", report);
    }
}
