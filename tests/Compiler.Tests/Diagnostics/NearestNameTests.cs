using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Tests.Diagnostics;

public class NearestNameTests
{
    private static readonly string[] Names = ["kernel", "strides", "pads", "autoPad", "bias"];

    [Theory]
    [InlineData("kernal", "kernel")]
    [InlineData("kenrel", "kernel")] // Neighbours swapped.
    [InlineData("STRIDES", "strides")]
    [InlineData("stride", "strides")]
    [InlineData("pad", "pads")]
    [InlineData("auto_pad", "autoPad")]
    [InlineData("bas", "bias")]
    [InlineData("b", null)]
    [InlineData("filters", null)]
    [InlineData("", null)]
    public void Finds_what_was_meant(string name, string? expected) => Assert.Equal(expected, NearestName.Find(name, Names));

    [Fact]
    public void Does_not_measure_monsters() => Assert.Null(NearestName.Find(new string('k', 1_000_000), [new string('k', 1_000_000)]));

    [Fact]
    public void A_diagnostic_knows_the_correction_as_it_was_written()
    {
        var diagnostic = DiagnosticCatalog.UnknownOutput.At(DiagnosticTarget.Model, "net", "bi\u0001as", NearestName.Suggest("bi\u0001as", Names));
        Assert.Equal(new NameCorrection("bi\u0001as", "bias"), diagnostic.Correction);
        Assert.Null(DiagnosticCatalog.UnknownOutput.At(DiagnosticTarget.Model, "net", "xyz", NearestName.Suggest("xyz", Names)).Correction);
    }

    [Fact]
    public void Suggests_or_lists()
    {
        Assert.Equal("; did you mean 'bias'?", NearestName.Suggest("bais", Names).Text);
        Assert.Equal("; there is kernel, strides, pads, autoPad, bias", NearestName.Suggest("xyz", Names).Text);
        Assert.Equal("", NearestName.Suggest("xyz", []).Text);
        Assert.Equal("1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more", NearestName.Listing([.. Enumerable.Range(1, 12).Select(i => $"{i}")]));
    }
}
